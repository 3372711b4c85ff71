/** An answer to a poll in place of the usual one. */
export interface Answer {
  status: number
  /** Sent as JSON if an object, else as it is. */
  body: object | string
  contentType?: string
  retryAfter?: { seconds: number; as: 'seconds' | 'date' }
}

export type Fault = Answer | 'destroys the socket' | 'says nothing'

/** Something that the server notices. The number is that of the poll, from 1. */
export type Moment = 'pushed' | `poll ${number}` | `answer ${number}`

export type Word = 'approved' | 'denied' | 'expired' | 'cancelled' | 'failed'

/** One row of the table: what the server does, and the person in front of the phone and of the page. */
export interface Scenario {
  name: string
  /** What it comes to, by what the person and the server did. */
  expected: Exclude<Word, 'failed'>
  /** Said to the client, in seconds; 120 by default. */
  expiresIn?: number
  /** The server's own clock ends the request so much sooner than it said, in ms. */
  expiresEarlyMs?: number
  /** Seconds; 1 by default. Where it is null the server names none, which means 5. */
  interval?: null
  /** What the person does with the prompt, so long after the push. By default: approves after 2.5 s. */
  tap?: { does: 'approve' | 'deny'; afterMs: number } | null
  /** By the number of the poll. */
  faults?: Readonly<Record<number, Fault>>
  /** Status of `authorization_pending`; 400 by default, as the standard has it. */
  pendingStatus?: number
  /** How far the server's clock is ahead, in ms. */
  clockAheadMs?: number
  /** When the page's person gives up. */
  cancel?: { at: Moment; afterMs?: number }
}

const HOUR_MS = 3_600_000

const overloaded = (status: number, as: 'seconds' | 'date'): Answer => ({
  status,
  body: 'Try later',
  contentType: 'text/plain',
  retryAfter: { seconds: 4, as },
})

const page: Answer = {
  status: 502,
  body: '<html><body><h1>502 Bad Gateway</h1></body></html>',
  contentType: 'text/html',
}

const tapAfter = (afterMs: number) => ({ does: 'approve', afterMs }) as const

export const SCENARIOS: readonly Scenario[] = [
  { name: 'Approved', expected: 'approved' },
  { name: 'Denied', expected: 'denied', tap: { does: 'deny', afterMs: 2_500 } },
  { name: 'Nobody answers until it expires', expected: 'expired', tap: null, expiresIn: 4 },
  {
    name: '`expired_token` before `expires_in` is over',
    expected: 'expired',
    tap: null,
    expiresIn: 5,
    expiresEarlyMs: 1_500,
  },
  {
    name: '`slow_down` once; it lasts',
    expected: 'approved',
    tap: tapAfter(9_000),
    faults: { 2: { status: 400, body: { error: 'slow_down' } } },
  },
  {
    name: '`slow_down` twice',
    expected: 'approved',
    tap: tapAfter(9_000),
    faults: {
      1: { status: 400, body: { error: 'slow_down' } },
      2: { status: 400, body: { error: 'slow_down' } },
    },
  },
  { name: 'Pending with status 202', expected: 'approved', pendingStatus: 202 },
  { name: 'Pending with status 200', expected: 'approved', pendingStatus: 200 },
  { name: 'One poll loses its connection', expected: 'approved', faults: { 2: 'destroys the socket' } },
  {
    name: 'Three in a row lose it',
    expected: 'approved',
    faults: { 2: 'destroys the socket', 3: 'destroys the socket', 4: 'destroys the socket' },
  },
  {
    name: '500 with a JSON error',
    expected: 'approved',
    faults: { 2: { status: 500, body: { error: 'server_error' } } },
  },
  { name: '502 with an HTML page', expected: 'approved', faults: { 2: page } },
  {
    name: '503, Retry-After in seconds',
    expected: 'approved',
    faults: { 2: overloaded(503, 'seconds') },
  },
  { name: '503, Retry-After as a date', expected: 'approved', faults: { 2: overloaded(503, 'date') } },
  {
    name: '429, Retry-After in seconds',
    expected: 'approved',
    faults: { 2: overloaded(429, 'seconds') },
  },
  { name: '429, Retry-After as a date', expected: 'approved', faults: { 2: overloaded(429, 'date') } },
  {
    name: "503, Retry-After as a date, server's clock an hour ahead",
    expected: 'approved',
    expiresIn: 20,
    clockAheadMs: HOUR_MS,
    faults: { 2: overloaded(503, 'date') },
  },
  {
    name: "503, Retry-After as a date, server's clock an hour behind",
    expected: 'approved',
    expiresIn: 20,
    clockAheadMs: -HOUR_MS,
    faults: { 2: overloaded(503, 'date') },
  },
  { name: 'A poll that is never answered', expected: 'approved', faults: { 2: 'says nothing' } },
  {
    name: 'JSON cut off in the middle',
    expected: 'approved',
    faults: { 2: { status: 400, body: '{"error":"authorization_pen', contentType: 'application/json' } },
  },
  {
    name: 'Cancelled between two polls, 5 s apart',
    expected: 'cancelled',
    tap: null,
    interval: null,
    cancel: { at: 'pushed', afterMs: 500 },
  },
  {
    name: 'Cancelled while a poll is under way',
    expected: 'cancelled',
    tap: null,
    faults: { 1: 'says nothing' },
    cancel: { at: 'poll 1', afterMs: 300 },
  },
  {
    name: 'Cancelled with the approval on the wire',
    expected: 'cancelled',
    tap: tapAfter(1_500),
    cancel: { at: 'answer 2' },
  },
]
