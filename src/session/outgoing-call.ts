/** Methods that may be sent twice (RFC 9110 §9.2.2). */
const IDEMPOTENT = /^(GET|HEAD|OPTIONS|TRACE|PUT|DELETE)$/

/** A call of the app that may have to be sent more than once. */
export interface OutgoingCall {
  url: URL
  method: string
  /** As the caller gave them. */
  headers: Headers
  signal: AbortSignal
  /** A second one does no more than the first: by its method, or since it carries an `Idempotency-Key`. */
  idempotent: boolean
  /** Its body can be sent again. */
  replayable: boolean
  /** The caller has signed it already. */
  signed: boolean
  /** What to send, with these headers added. */
  request(headers: Record<string, string>, signal: AbortSignal): Request
}

/** @throws TypeError as `new Request` does. */
export function outgoingCall(input: RequestInfo | URL, init: RequestInit | undefined): OutgoingCall {
  const first = new Request(input, init)
  const { method, headers: given } = first
  // A stream that the caller hands over flows once; other bodies are copied for each time.
  const replayable = !(typeof ReadableStream !== 'undefined' && init?.body instanceof ReadableStream)
  return {
    url: new URL(first.url),
    method,
    headers: given,
    signal: first.signal,
    idempotent: IDEMPOTENT.test(method) || given.has('idempotency-key'),
    replayable,
    signed: given.has('authorization'),
    request(headers, signal) {
      // The limit is over with the head of the answer; its body still ends with the caller.
      const either = 'any' in AbortSignal ? AbortSignal.any([signal, first.signal]) : signal
      const sent = new Request(replayable ? first.clone() : first, { signal: either })
      for (const [name, value] of Object.entries(headers))
        if (!sent.headers.has(name)) sent.headers.set(name, value)
      return sent
    },
  }
}
