/** What random schedules have to bring about; a rule proves nothing where its situation never comes. */
const SITUATIONS = [
  'poll',
  'push',
  'approval',
  'first poll after slow_down',
  'poll that waited for Retry-After in seconds',
  'poll that waited for Retry-After as a date',
  'poll that waited for a date of a clock that is wrong',
  'poll that waited for its backoff',
  'woken sooner than a poll is allowed',
  'woken while a poll is allowed',
  'left with a poll in flight',
  'left between polls',
  'return to a pending request',
  'offline while waiting',
  'clock set while waiting',
  'cancelled with a poll in flight',
  'cancelled between polls',
  'cancelled in the moment of an approval',
  'cancelled or reset while finishing',
  'disposed with a poll in flight',
  'poll that got no answer in time',
  'poll after the deadline, once awake',
  'deadline with a poll in flight',
  'last poll sent again',
  'asked whether to go on waiting',
  'waiting went on',
  'sent again',
  'started twice at once',
  'restarted by itself',
  'start repeated with its key',
  'start repeated after Retry-After',
  'tried again after Retry-After',
  'found again',
  'code asked for instead of a push',
  'locked by the system',
  'locked after wrong codes',
] as const
export type Situation = (typeof SITUATIONS)[number]

export type Seen = Record<Situation, number>

export const nothingSeen = () => Object.fromEntries(SITUATIONS.map((name) => [name, 0])) as Seen

export function addSeen(sum: Seen, more: Seen): void {
  for (const name of SITUATIONS) sum[name] += more[name]
}
