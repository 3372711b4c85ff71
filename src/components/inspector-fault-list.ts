'use client'

type Fault = { throws: unknown } | 'hang'

/** What it may answer, besides faults. */
interface Answers {
  initiate: Fault
  poll: Fault | 'pending' | 'approved'
  totp: Fault
  cancel: Fault | { promptMayRemain: boolean }
  resume: Fault
}
type Operation = keyof Answers

/** A system that can be told what to answer next: a scripted client is one. */
export interface FaultySystem {
  answerNext(steps: { [Name in Operation]?: Answers[Name][] }): void
  /** Missing where nobody asks it for a request from before. */
  resume?: unknown
}

const failure = (status: number, error: string, headers: Record<string, string> = {}): Fault => ({
  throws: { status, headers, body: { error } },
})

const HTML = { 'content-type': 'text/html' }

/** What may happen to any call, by the names that scripted servers have for it. */
const ANYWHERE: Record<string, Fault> = {
  unavailable: failure(503, 'temporarily_unavailable', { 'retry-after': '10' }),
  server_error: failure(500, 'server_error'),
  bad_gateway: {
    throws: { status: 502, headers: HTML, body: '<!doctype html><title>502 Bad Gateway</title>' },
  },
  rate_limited: failure(429, 'rate_limited', { 'retry-after': '10' }),
  broken_json: { throws: new SyntaxError('Unexpected end of JSON input') },
  drop: { throws: new TypeError('Failed to fetch') },
  hang: 'hang',
}

interface FaultGroup<Name extends Operation> {
  operation: Name
  title: string
  faults: Readonly<Record<string, Answers[Name]>>
}

export const FAULT_GROUPS: readonly { [Name in Operation]: FaultGroup<Name> }[Operation][] = [
  {
    operation: 'initiate',
    title: 'Next push',
    faults: {
      ...ANYWHERE,
      unknown_user: failure(400, 'unknown_user_id'),
      invalid_client: failure(401, 'invalid_client'),
    },
  },
  {
    operation: 'poll',
    title: 'Next poll',
    faults: {
      approved: 'approved',
      pending: 'pending',
      access_denied: failure(400, 'access_denied'),
      expired_token: failure(400, 'expired_token'),
      cancelled: failure(400, 'cancelled'),
      slow_down: failure(400, 'slow_down'),
      ...ANYWHERE,
    },
  },
  {
    operation: 'totp',
    title: 'Next code',
    faults: {
      invalid_code: failure(400, 'invalid_code'),
      too_many_retries: failure(401, 'too_many_retries'),
      ...ANYWHERE,
    },
  },
  {
    operation: 'cancel',
    title: 'Next cancel',
    faults: { prompt_withdrawn: { promptMayRemain: false }, ...ANYWHERE },
  },
  { operation: 'resume', title: 'Next resume', faults: ANYWHERE },
]
