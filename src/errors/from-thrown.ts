/** What engines, Node and HTTP clients say where a connection failed: their own phrases, or the code of a system call. */
const LOST =
  /^((failed to|fetch|load) f(etch|ailed)|network ?error( when|$)|error sending|\w+ (not|to) connect|the internet|terminated$)|network.request|connection (was |)(re[fs]|lost|closed)|\bE(CONN|NOTF|AI_|\w+UNR)/im
const LATE = /^\w*TimeoutError$|timed out|^timeout of|ETIMEDOUT/im

type Thrown = { [Member in 'name' | 'code' | 'message']?: unknown }

/** Also true for an error of a frame or another realm, which is no instance of this realm's `Error`. */
export const isThrown = (value: unknown): value is Error =>
  value instanceof Error || /^\[object (Error|DOMException)\]$/.test(Object.prototype.toString.call(value))

/** Its members, with those that a spread leaves out; an instance is known by its class where it sets no name. */
export const membersOfThrown = (thrown: Error): Record<string, unknown> => ({
  ...thrown,
  message: thrown.message,
  // Not what a minifier makes of it.
  name: [thrown.name, thrown.constructor.name].find((name) => /.(Error|Exception)$/.test(name)),
})

/**
 * The code for something thrown that is no answer of a server: an abort, a time-out, a failed connection, a mistake in
 * the program; undefined where it may say more of itself.
 */
export function codeOfThrown(thrown: Error, online: boolean): string | undefined {
  const words = [thrown, Object(thrown.cause) as Thrown]
    .map(({ name, code, message }: Thrown) => [name, code, message].join('\n'))
    .join('\n')
  if (/^(Abort|Cancell?ed)Error$/m.test(words)) return 'cancelled'
  if (LATE.test(words)) return 'network_timeout'
  if (LOST.test(words)) return online ? 'connection_failed' : 'offline'
  // The errors of the language and of the DOM inherit their names.
  return /^ERR_|undefined|\bReact\b/m.test(words) ||
    (thrown.name !== 'Error' && !Object.hasOwn(thrown, 'name'))
    ? 'unknown_error'
    : undefined
}
