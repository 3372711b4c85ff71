/** No look-alikes: no 0/O, 1/I/L, 5/S, B/8. */
const ALPHABET = 'ACDEFGHJKMNPQRTUVWXYZ234679'

/**
 * A code for both screens, such as `KQ7-42M`: seven of `A-Z0-9-`, which the known servers take
 * (Keycloak 50 characters without spaces, oidc-provider 20, Vipps 5 to 8 of these).
 */
export function newBindingMessage(): string {
  const limit = 256 - (256 % ALPHABET.length)
  let code = ''
  while (code.length < 6) {
    const byte = crypto.getRandomValues(new Uint8Array(1))[0] ?? 0
    if (byte < limit) code += ALPHABET.charAt(byte % ALPHABET.length)
  }
  return `${code.slice(0, 3)}-${code.slice(3)}`
}
