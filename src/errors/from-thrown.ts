/** Words with which engines and Node say that a connection failed. */
const CONNECTION =
  /network|failed to fetch|fetch failed|load failed|sending request|econnre|enotfound|ehostunreach|socket|connect|terminated/i

/** Also true for an error of a frame or another realm, which is no instance of this realm's `Error`. */
export const isThrown = (value: unknown): value is Error =>
  value instanceof Error || /^\[object (Error|DOMException)\]$/.test(Object.prototype.toString.call(value))

/** Its members, with those that a spread leaves out; an instance is known by its class where it sets no name. */
export const membersOfThrown = (thrown: Error): Record<string, unknown> => ({
  ...thrown,
  message: thrown.message,
  name: thrown.name === 'Error' ? thrown.constructor.name : thrown.name,
})

/** The code for something thrown that is no answer of a server: an abort, a time-out, a failed connection. */
export function codeOfThrown({ name, message, cause }: Error, online: boolean): string {
  if (name === 'AbortError') return 'cancelled'
  if (name === 'TimeoutError' || /timed out/i.test(message)) return 'network_timeout'
  const words = `${name} ${message} ${cause instanceof Error ? cause.message : ''}`
  if (!CONNECTION.test(words)) return 'unknown_error'
  return online ? 'connection_failed' : 'offline'
}
