// The main entry warns on the console about Node 20, where it works all the same. These are the files behind it.
declare module 'oidc-provider/lib/provider.js' {
  export { Provider } from 'oidc-provider'
}
declare module 'oidc-provider/lib/helpers/errors.js' {
  import type { errors } from 'oidc-provider'
  export const AccessDenied: typeof errors.AccessDenied
  export const InvalidBindingMessage: typeof errors.InvalidBindingMessage
}
