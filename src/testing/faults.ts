/** What can be wrong with an answer, or with getting one, by name: for scripted servers, a demo's switches and tests. */
const ANSWERS = {
  /** Too fast: five seconds more from now on [CIBA Core 1.0 §11]. */
  slow_down: () => json(400, { error: 'slow_down', error_description: 'Polling too fast' }),
  /** 202 without a body: still pending, says the status alone. */
  accepted: () => new Response(null, { status: 202 }),
  /** Overloaded, with `Retry-After`. */
  unavailable: (retryAfterS: number) =>
    json(503, { error: 'temporarily_unavailable' }, { 'retry-after': `${retryAfterS}` }),
  /** A sentence where a code should be. */
  server_error: () => json(500, { error: 'Internal server error' }),
  /** The page of a proxy. */
  bad_gateway: () =>
    new Response('<!doctype html><title>502 Bad Gateway</title>', {
      status: 502,
      headers: { 'content-type': 'text/html' },
    }),
  /** 200, cut off in the middle. */
  broken_json: () =>
    new Response('{"access_token":"eyJ', { headers: { 'content-type': 'application/json' } }),
  /** The connection breaks before there is an answer. */
  drop: () => 'drop',
  /** Never answered. */
  hang: () => 'hang',
} satisfies Record<string, (retryAfterS: number) => Response | 'drop' | 'hang'>

export type Fault = keyof typeof ANSWERS

export const faults = Object.keys(ANSWERS) as readonly Fault[]

export function json(status: number, body: object, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  })
}

/**
 * The answer that a fault makes; `drop` and `hang` are for the caller to play, or for {@link answerFaulty}.
 * @param retryAfterS What `unavailable` asks for, in seconds; 10 by default.
 */
export function applyFault(fault: Fault, retryAfterS = 10): Response | 'drop' | 'hang' {
  return ANSWERS[fault](retryAfterS)
}

/**
 * A fault as a server function plays it: `drop` rejects as `fetch` does, so a Node listener must destroy the socket where
 * its handler rejects; `hang` rejects when `signal` is aborted, and not before.
 */
export function answerFaulty(fault: Fault, signal: AbortSignal, retryAfterS?: number): Promise<Response> {
  const answer = applyFault(fault, retryAfterS)
  if (answer instanceof Response) return Promise.resolve(answer)
  if (answer === 'drop') return Promise.reject(new TypeError('fetch failed: connection dropped'))
  return new Promise((_, reject) => {
    const onAbort = () => reject(signal.reason as Error)
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort, { once: true })
  })
}

/** Faults that are still to come, in order. */
export interface FaultPlan {
  add(fault: Fault, times?: number): void
  /** The next one, if there is one. */
  take(): Fault | undefined
  clear(): void
  readonly planned: readonly Fault[]
}

export function createFaultPlan(): FaultPlan {
  const planned: Fault[] = []
  return {
    planned,
    add(fault, times = 1) {
      for (let left = times; left > 0; left--) planned.push(fault)
    },
    take: () => planned.shift(),
    clear() {
      planned.length = 0
    },
  }
}
