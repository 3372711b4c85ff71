import { type ClientAuth, ClientSecretBasic, ClientSecretPost } from 'openid-client'

/** `client_secret_basic`, or `client_secret_post` where the server's metadata offers that alone (RFC 8414 §2). */
export function clientAuthentication(clientSecret: string): ClientAuth {
  const basic = ClientSecretBasic(clientSecret)
  const post = ClientSecretPost(clientSecret)
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    const postOnly = methods.includes('client_secret_post') && !methods.includes('client_secret_basic')
    return (postOnly ? post : basic)(server, ...rest)
  }
}
