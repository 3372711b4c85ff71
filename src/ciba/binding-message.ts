/** No look-alikes: no 0/O, 1/I/L, 5/S, B/8. */
const ALPHABET = 'ACDEFGHJKMNPQRTUVWXYZ234679'

/**
 * A code for both screens, such as `KQ7-42M`: seven of `A-Z0-9-`, which the known servers take
 * (Keycloak 50 characters without spaces, oidc-provider 20, Vipps 5 to 8 of these).
 */
export function newBindingMessage(): string {
  // Of 32 bits each, so that no sign is more likely than another by more than one part in 10⁸.
  const random = crypto.getRandomValues(new Uint32Array(6))
  const code = Array.from(random, (number) => ALPHABET.charAt(number % ALPHABET.length)).join('')
  return `${code.slice(0, 3)}-${code.slice(3)}`
}
