import type { CibaClient } from '../../src/ciba/contract.js'
import { createCibaController } from '../../src/machine/controller.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import type { FakePage } from './fake-page.js'
import type { FlowModel, Situation } from './flow-model.js'
import { type Effect, type Happening, thrownFor, type Verb, verbs, WORLD } from './happenings.js'

interface Call {
  resolve(answer: unknown): void
  reject(reason: unknown): void
}

const { expiresIn, interval, requestId, bindingMessage, loginHint } = WORLD
const ACKNOWLEDGED = { authReqId: 'key', expiresIn, interval, requestId }
const VALUES: Record<Effect, (answer: string) => unknown> = {
  find: (answer) => (answer === 'none' ? null : { ...ACKNOWLEDGED, bindingMessage, loginHint }),
  push: () => ACKNOWLEDGED,
  poll: (type) => (type === 'approved' ? { type, approval: {} } : { type }),
  verify: () => ({}),
  finish: () => undefined,
}

/** A real flow whose system answers when a test says so. */
export function createFlowStand({ settings, honoursKeys, resumes }: FlowModel, page: FakePage) {
  const clock = createMovedClock()
  const open = new Map<Effect, Call>()
  let sent = 0

  const asked = <T>(effect: Effect, signal?: AbortSignal) =>
    new Promise<T>((resolve, reject) => {
      sent += 1
      open.set(effect, { resolve: resolve as Call['resolve'], reject })
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
    })
  const client: CibaClient = {
    name: 'by hand',
    honoursKeys,
    ...(resumes && { resume: ({ signal }) => asked('find', signal) }),
    initiate: (_request, { signal }) => asked('push', signal),
    poll: (_authReqId, { signal }) => asked('poll', signal),
    verifyTotp: (_attempt, { signal }) => asked('verify', signal),
    cancel: () => Promise.resolve({ promptMayRemain: true }),
  }
  const flow = createCibaController({ ...settings, client, clock })
  flow.onApproved(() => asked('finish'))
  let release: (() => void) | null = null

  const actions: Record<Verb | 'reset', () => void> = {
    ...flow,
    start: () => flow.start({ loginHint, bindingMessage }),
    submitTotp: () => flow.submitTotp('123456'),
  }

  function begin(happening: Happening): void {
    switch (happening.type) {
      case 'verb':
        return actions[happening.verb]()
      case 'answer': {
        const thrown = thrownFor(happening.answer)
        const call = open.get(happening.effect)
        if (thrown === null) call?.resolve(VALUES[happening.effect](happening.answer))
        else call?.reject(thrown)
        return
      }
      case 'lease':
        release = flow.lease()
        return
      case 'leave':
        return release?.()
      case 'wake':
        return page.show(true)
      case 'offline':
      case 'online':
        return page.connect(happening.type === 'online')
      case 'sleep':
      case 'doze':
      case 'time':
        return
    }
  }

  return {
    flow,
    clock,
    sent: () => sent,
    /** Lets it happen, and as much time pass as in the model. */
    async go(happening: Happening, { now }: Situation) {
      begin(happening)
      const passes = now - clock.now()
      const asleep = happening.type === 'sleep' || happening.type === 'doze'
      if (asleep) clock.sleep(passes)
      await clock.advance(asleep ? 0 : passes)
    },
    /** Presses all that may not be pressed now. */
    pressForbidden() {
      for (const verb of verbs) if (!flow.getView().can[verb]) actions[verb]()
    },
    async end() {
      flow.dispose()
      page.connect(true)
      await clock.advance(0)
    },
  }
}
