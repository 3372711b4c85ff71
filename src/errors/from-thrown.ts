/** Words with which engines and Node say that a connection failed. */
const CONNECTION =
  /failed to fetch|network ?error|error sending request|load failed|network request failed|fetch failed|econnre|enotfound|ehostunreach|socket|connect|terminated/i

/** Also true for an error of a frame or another realm, which is no instance of this realm's `Error`. */
export function isThrown(value: unknown): value is Error {
  return (
    value instanceof Error ||
    /^\[object (?:Error|DOMException)\]$/.test(Object.prototype.toString.call(value))
  )
}

/** The code for something thrown that is no answer of a server: an abort, a time-out, a failed connection. */
export function codeOfThrown(thrown: Error, online: boolean): string {
  if (thrown.name === 'AbortError') return 'cancelled'
  if (thrown.name === 'TimeoutError' || /timed out/i.test(thrown.message)) return 'network_timeout'
  const cause = thrown.cause instanceof Error ? ` ${thrown.cause.message}` : ''
  if (thrown.name === 'NetworkError' || CONNECTION.test(thrown.message + cause))
    return online ? 'connection_failed' : 'offline'
  return 'unknown_error'
}
