/** Everything that is reachable from a value, as text; what comes round again is left out. */
export function reachable(value: unknown): string {
  const seen = new WeakSet()
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null) return inner
    if (seen.has(inner)) return undefined
    seen.add(inner)
    if (inner instanceof Error)
      return { ...inner, message: inner.message, stack: inner.stack, cause: inner.cause }
    return inner instanceof Map || inner instanceof Set ? [...inner] : inner
  })
}
