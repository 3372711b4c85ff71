'use client'

type Fault = { throws: unknown } | 'hang'
type PollAnswer = Fault | 'approved'

/** A system that can be told what to answer next: a scripted client is one. */
export interface FaultySystem {
  answerNext(steps: { initiate?: Fault[]; poll?: PollAnswer[]; totp?: Fault[] }): void
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

interface FaultGroup {
  operation: 'initiate' | 'poll' | 'totp'
  title: string
  faults: Readonly<Record<string, PollAnswer>>
}

export const FAULT_GROUPS: readonly FaultGroup[] = [
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
      access_denied: failure(400, 'access_denied'),
      expired_token: failure(400, 'expired_token'),
      slow_down: failure(400, 'slow_down'),
      ...ANYWHERE,
    },
  },
  {
    operation: 'totp',
    title: 'Next code',
    faults: { invalid_code: failure(400, 'invalid_code'), ...ANYWHERE },
  },
]

/** Has a system answer so the next time. */
export function answerWith(system: FaultySystem, operation: FaultGroup['operation'], answer: PollAnswer) {
  if (operation === 'poll') system.answerNext({ poll: [answer] })
  else if (answer !== 'approved') system.answerNext({ [operation]: [answer] })
}
