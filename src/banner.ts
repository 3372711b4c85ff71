export type * from './public-types.js'
export { AuthErrorBanner, type AuthErrorBannerProps } from './components/auth-error-banner.js'
