import { type CibaController, createCibaController } from '../../src/machine/controller.js'
import type { FlowStatus, FlowView } from '../../src/machine/view.js'
import { sleep } from '../../src/http/sleep.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import type { FakePage } from './fake-page.js'
import type { Press, Schedule, Step } from './schedules.js'
import type { Seen } from './situations.js'
import type { World } from './strict-rules.js'
import { createStrictSystem } from './strict-system.js'

const HINT = { loginHint: 'dana@example.com' }
const ENDS: readonly FlowStatus[] = ['idle', 'approved', 'denied', 'expired', 'failed', 'cancelled']
const PUSHES: readonly Press[] = ['start', 'start twice', 'retry', 'resend']
const LONG_MS = 3_600_000

/** What came of a schedule. */
export interface Run {
  /** The rules that were broken; none, it is to be hoped. */
  broken: string[]
  status: FlowStatus
  seen: Seen
}

/** Plays a schedule on a real flow over a system that knows the rules. */
export async function runSchedule(plan: Schedule, page: FakePage): Promise<Run> {
  const clock = createMovedClock()
  const now = () => clock.monotonic?.() ?? clock.now()
  const world: World = {
    away: false,
    disposed: false,
    wokenAt: -Infinity,
    sleptAt: -Infinity,
    status: () => flow.getView().status,
  }
  const system = createStrictSystem(plan, clock, world)
  const { rule, seen } = system
  const flow: CibaController = createCibaController({ ...plan.settings, client: system.client, clock })
  const releases: (() => void)[] = []
  let begun = 0
  let pressing: Press | null = null
  let restarts = 0
  let unsettled = 0
  let cancelOnAnswer = false

  if (plan.finishMs > 0) flow.onApproved(() => sleep(plan.finishMs, clock, new AbortController().signal))
  flow.observe((event) => {
    if (event.type === 'request_finished' && event.operation === 'poll' && cancelOnAnswer) {
      cancelOnAnswer = false
      // As soon as anybody can: people press in a task of its own.
      setImmediate(() => {
        if (event.outcome === 'approved') seen['cancelled in the moment of an approval'] += 1
        press('cancel')
      })
    }
    if (event.type === 'transition') moved(event.to as FlowStatus)
  })

  function moved(to: FlowStatus) {
    if (to === 'timeout') seen['asked whether to go on waiting'] += 1
    if (to === 'approved') {
      rule(system.owed.approvals > 0, 'an approval that nobody gave')
      seen.approval += 1
      system.owed.approvals = 0
    }
    if (ENDS.includes(to)) system.endAll()
    if (to !== 'pushing') return
    world.away = false
    begun += 1
    if (pressing === null) {
      restarts += 1
      seen['restarted by itself'] += 1
      rule(plan.settings.restartOnExpiry === true && restarts === 1, 'a push that nobody asked for')
    } else {
      restarts = 0
      rule(PUSHES.includes(pressing), `a push by ${pressing}`)
    }
  }

  function start() {
    unsettled += 1
    const settled = (kept: boolean, what: string) => {
      unsettled -= 1
      rule(kept, what)
    }
    flow.startAsync(HINT).then(
      () => settled(world.status() === 'approved', 'a promise that was kept without an approval'),
      () => settled(world.disposed || world.status() !== 'approved', 'an approval whose promise was broken'),
    )
  }

  function left() {
    world.away = true
    rule(page.listeners() === 0, 'a listener while nobody is there')
  }
  /** Somebody is back. */
  function woken() {
    if (world.disposed || world.away) return
    world.wokenAt = now()
    const request = system.newest()
    if (world.status() === 'polling' && system.inFlight() === 0 && request) system.polling.woken(request)
  }
  function goOn(verb: 'keepWaiting' | 'useTotp') {
    // A poll that was put off by the question goes out now.
    const { status, can } = flow.getView()
    if (status === 'timeout' && can[verb]) world.wokenAt = now()
    flow[verb]()
  }

  const actions: Record<Press, () => void> = {
    ...flow,
    start,
    'start twice': () => {
      flow.start(HINT)
      flow.start(HINT)
    },
    submitTotp: () => flow.submitTotp('123456'),
    keepWaiting: () => goOn('keepWaiting'),
    useTotp: () => goOn('useTotp'),
    'cancel as soon as answered': () => (cancelOnAnswer = true),
    dispose: () => {
      flow.dispose()
      world.disposed = true
    },
    lease: () => {
      const returns = world.away
      world.away = false
      if (returns) woken()
      releases.push(flow.lease())
    },
    release: () => {
      const last = releases.length === 1
      releases.pop()?.()
      if (last) queueMicrotask(left)
    },
    hide: () => page.show(false),
    show: () => {
      woken()
      page.show(true)
    },
    restore: () => {
      if (page.visible()) woken()
      page.restore()
    },
    offline: () => page.connect(false),
    online: () => {
      woken()
      page.connect(true)
    },
  }

  function press(what: Press) {
    const before = flow.getView()
    const { inFlight } = system
    note(what, before, inFlight() > 0)
    const failed = [...system.pushes.values()].at(-1)
    pressing = what
    actions[what]()
    pressing = null
    if (what !== 'retry' || before.status !== 'failed' || world.status() !== 'pushing' || !failed) return
    if (failed.wait.by !== 'nothing') seen['tried again after Retry-After'] += 1
    rule(now() >= failed.wait.until, 'tried again before Retry-After')
  }

  /** Counts what is rare enough to be missed. */
  function note(what: Press, { status, activity, can }: FlowView, inFlight: boolean) {
    const pending = status === 'polling' || status === 'timeout'
    if (what === 'release' && releases.length === 1 && status === 'polling')
      seen[inFlight ? 'left with a poll in flight' : 'left between polls'] += 1
    if (what === 'lease' && world.away && pending) seen['return to a pending request'] += 1
    if (what === 'offline' && pending) seen['offline while waiting'] += 1
    if (what === 'cancel' && pending)
      seen[inFlight ? 'cancelled with a poll in flight' : 'cancelled between polls'] += 1
    if ((what === 'cancel' || what === 'reset') && activity === 'finishing')
      seen['cancelled or reset while finishing'] += 1
    if (what === 'dispose' && inFlight) seen['disposed with a poll in flight'] += 1
    if (what === 'keepWaiting' && can.keepWaiting) seen['waiting went on'] += 1
    if (what === 'resend' && can.resend) seen['sent again'] += 1
    if (what === 'start twice' && can.start) seen['started twice at once'] += 1
    if (what === 'useTotp' && can.useTotp) seen['code asked for instead of a push'] += 1
  }

  async function take(step: Step) {
    if ('ms' in step) {
      if (step.do === 'set the clock by') {
        if (world.status() === 'polling') seen['clock set while waiting'] += 1
        clock.setWall(clock.now() + step.ms)
      }
      if (step.do === 'sleep') clock.sleep(step.ms)
      if (step.do === 'sleep' || world.away) world.sleptAt = now()
      await clock.advance(step.do === 'wait' ? step.ms : 0)
      if (world.away) world.sleptAt = now()
    } else {
      press(step.do)
      await clock.advance(0)
    }
    rule(system.inFlight() <= 1, 'two polls in flight')
    rule(world.disposed || system.owed.approvals === 0, `an approval that got lost (${JSON.stringify(step)})`)
    rule(system.pushes.size === begun, `${system.pushes.size} pushes for ${begun} starts`)
    if (world.away) {
      rule(system.inFlight() === 0, 'a poll in flight while nobody is there')
      rule(clock.pending <= timersOfApp(), 'a timer while nobody is there')
    } else {
      const request = system.newest()
      if (!world.disposed && request) system.polling.passed(request, system.inFlight() > 0)
    }
  }
  /** While nobody is there only what a system was asked before, or a callback of the app, may go on. */
  const timersOfApp = () => system.waits() + (flow.getView().activity === 'finishing' ? 1 : 0)

  for (const step of plan.steps) await take(step)

  // Somebody stays until nothing more happens.
  if (!world.disposed) {
    await take({ do: 'lease' })
    await take({ do: 'wait', ms: LONG_MS })
    const { status, activity, can } = flow.getView()
    rule([...ENDS, 'totp'].includes(status) && activity === null, `no rest in ${status}, ${activity}`)
    rule(status === 'totp' || unsettled === 0, `a promise that is open in ${status}`)
    rule(status !== 'totp' || can.submitTotp, 'a code form that takes no code')
    rule(clock.pending === 0, `a timer in ${status}`)
  }
  const { status } = flow.getView()
  flow.dispose()
  world.disposed = true
  await clock.advance(0)
  rule(unsettled === 0, 'a promise that is open after dispose')
  rule(system.waits() === 0, 'a call in flight after dispose')
  rule(page.listeners() === 0, 'a listener after dispose')
  // The app's own callback may take its time.
  await clock.advance(plan.finishMs)
  rule(clock.pending === 0, 'a timer after dispose')
  page.show(true)
  page.connect(true)
  await clock.advance(LONG_MS)
  rule(clock.pending === 0 && system.inFlight() === 0, 'something that began after dispose')
  return { broken: system.broken, status, seen }
}
