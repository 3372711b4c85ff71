import { type CibaController, createCibaController } from '../../src/machine/controller.js'
import type { FlowStatus } from '../../src/machine/view.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import type { FakePage } from './fake-page.js'
import type { Schedule, Step } from './schedules.js'
import { createStrictSystem, type World } from './strict-system.js'

const HINT = { loginHint: 'dana@example.com' }
const RESTS: readonly FlowStatus[] = ['idle', 'approved', 'denied', 'expired', 'failed', 'cancelled', 'totp']
const LONG_MS = 3_600_000

/** What came of a schedule. */
export interface Run {
  /** The rules that were broken; none, it is to be hoped. */
  broken: string[]
  status: FlowStatus
  polls: number
  pushes: number
  approvals: number
}

/** Plays a schedule on a real flow over a system that knows the rules. */
export async function runSchedule(plan: Schedule, page: FakePage): Promise<Run> {
  const clock = createMovedClock()
  const now = () => clock.monotonic?.() ?? clock.now()
  const world: World = { away: false, disposed: false, disturbedAt: 0, sleptAt: 0 }
  const system = createStrictSystem(plan, clock, world)
  const { rule } = system
  const flow: CibaController = createCibaController({ ...plan.settings, client: system.client, clock })
  const releases: (() => void)[] = []
  let begun = 0
  let pressing = false
  let restarts = 0
  let approvals = 0
  let unsettled = 0
  let cancelOnAnswer = false

  flow.observe((event) => {
    if (event.type === 'request_finished' && event.operation === 'poll' && cancelOnAnswer) {
      cancelOnAnswer = false
      // As soon as anybody can: people press in a task of its own.
      setImmediate(() => press('cancel'))
    }
    if (event.type !== 'transition') return
    if (event.to === 'approved') {
      approvals += 1
      system.owed.approvals = 0
    }
    if (event.to !== 'pushing') return
    world.away = false
    begun += 1
    if (!pressing) restarts += 1
    if (pressing) restarts = 0
    rule(restarts <= (plan.settings.restartOnExpiry ? 1 : 0), 'a push that nobody asked for')
  })

  function press(verb: Exclude<Step['do'], 'wait' | 'sleep' | 'set the clock by'>) {
    world.disturbedAt = now()
    pressing = true
    switch (verb) {
      case 'start twice':
        flow.start(HINT)
        flow.start(HINT)
        break
      case 'start':
        unsettled += 1
        flow.startAsync(HINT).then(
          () => (unsettled -= 1),
          () => (unsettled -= 1),
        )
        break
      case 'submitTotp':
        flow.submitTotp('123456')
        break
      case 'cancel as soon as answered':
        cancelOnAnswer = true
        break
      case 'dispose':
        flow.dispose()
        world.disposed = true
        break
      case 'lease':
        world.away = false
        releases.push(flow.lease())
        break
      case 'release':
        releases.pop()?.()
        break
      case 'hide':
      case 'show':
        page.show(verb === 'show')
        break
      case 'restore':
        page.restore()
        break
      case 'offline':
      case 'online':
        page.connect(verb === 'online')
        break
      case 'backToPush':
      case 'cancel':
      case 'keepWaiting':
      case 'resend':
      case 'reset':
      case 'retry':
      case 'useTotp':
        flow[verb]()
        break
    }
    pressing = false
    const { status } = flow.getView()
    if (status === 'cancelled' || status === 'idle') system.endAll()
  }

  async function take(step: Step) {
    if ('ms' in step) {
      if (step.do === 'set the clock by') clock.setWall(clock.now() + step.ms)
      if (step.do === 'sleep') clock.sleep(step.ms)
      if (step.do === 'sleep' || world.away) world.sleptAt = now()
      await clock.advance(step.do === 'wait' ? step.ms : 0)
      if (world.away) world.sleptAt = now()
    } else {
      const held = releases.length
      press(step.do)
      await clock.advance(0)
      if (step.do === 'release' && held === 1) {
        world.away = true
        rule(page.listeners() === 0, 'a listener while nobody is there')
      }
    }
    rule(system.inFlight() <= 1, 'two polls in flight')
    rule(world.disposed || system.owed.approvals === 0, `an approval that got lost (${JSON.stringify(step)})`)
    rule(system.keys.size === begun, `${system.keys.size} pushes for ${begun} starts`)
  }

  for (const step of plan.steps) await take(step)

  // Somebody stays until nothing more happens.
  if (!world.disposed) {
    await take({ do: 'lease' })
    await take({ do: 'wait', ms: LONG_MS })
    const { status, activity, can } = flow.getView()
    rule(RESTS.includes(status) && activity === null, `no rest in ${status}, ${activity}`)
    rule(status === 'totp' || unsettled === 0, `a promise that is open in ${status}`)
    rule(status !== 'totp' || can.submitTotp, 'a code form that takes no code')
    rule(clock.pending === 0, `a timer in ${status}`)
  }
  const { status } = flow.getView()
  for (const [, sent] of system.keys)
    rule(sent <= (plan.honoursKeys ? 4 : 1), `one start was sent ${sent} times`)
  flow.dispose()
  world.disposed = true
  await clock.advance(0)
  rule(unsettled === 0, 'a promise that is open after dispose')
  rule(clock.pending === 0, 'a timer after dispose')
  rule(system.inFlight() === 0, 'a poll in flight after dispose')
  rule(page.listeners() === 0, 'a listener after dispose')
  await clock.advance(LONG_MS)
  page.show(true)
  page.connect(true)
  return {
    broken: system.broken,
    status,
    polls: system.counts.poll,
    pushes: system.counts.push,
    approvals,
  }
}
