import { describe, expect, it } from 'vitest'
import { playScenario, type ScenarioName, scenarios } from '../../src/testing/scenarios.js'

const names = Object.keys(scenarios) as ScenarioName[]

describe('scenarios', () => {
  it.each(names)('%s ends where it says', async (name) => {
    const { controller } = await playScenario(name)
    expect(controller.getView().status).toBe(scenarios[name].status)
  })

  const pushes: Partial<Record<ScenarioName, number>> = {
    idle: 0,
    idleDevice: 0,
    pollingResumed: 0,
    pollingOlderPrompt: 2,
  }
  it.each(names)('%s sends one push; none where none is needed, two where it sends again', async (name) => {
    const { client } = await playScenario(name)
    expect(client.count('initiate')).toBe(pushes[name] ?? 1)
  })

  it.each(names)('%s looks the same at any time of day', async (name) => {
    const [one, other] = await Promise.all([playScenario(name), playScenario(name)])
    const view = (stage: typeof one) => {
      const { error, ...rest } = stage.controller.getView()
      // Where the system gave no id it is ours, and another one each time.
      return { ...rest, error: error && { ...error.toJSON(), requestId: 'any' } }
    }
    expect(view(one)).toEqual(view(other))
    expect(one.controller.getView().error?.occurredAt ?? one.clock.now()).toBeLessThanOrEqual(one.clock.now())
  })

  it.each<[ScenarioName, object]>([
    ['polling', { activity: 'waiting', bindingMessage: 'KQ7-42M', maskedHint: 'd•••@e•••.com' }],
    ['pollingDevice', { bindingMessage: null, verification: { userCode: 'WDJB-MJHT' }, maskedHint: null }],
    ['pollingChecking', { activity: 'checking' }],
    ['pollingBackingOff', { activity: 'backing_off' }],
    ['pollingUnreachable', { activity: 'backing_off' }],
    ['pollingSendAgainSoon', { can: { resend: false } }],
    ['pollingSendAgain', { can: { resend: true } }],
    ['pollingOlderPrompt', { promptMayRemain: true }],
    ['totpChecking', { activity: 'checking' }],
    ['totpWrongCode', { attemptsRemaining: 2, error: { kind: 'invalid_code' } }],
    ['totpLastAttempt', { attemptsRemaining: 1 }],
    ['totpServerError', { attemptsRemaining: 3, error: { kind: 'server_error' } }],
    ['totpPushExpired', { can: { backToPush: false } }],
    ['locked', { error: { kind: 'locked' } }],
    ['approved', { activity: null }],
    ['approvedFinishing', { activity: 'finishing' }],
    ['failed', { error: { kind: 'server_error', requestId: 'req-7d41c2' } }],
    ['failedRetryAfter', { error: { kind: 'unavailable', retryAt: Date.UTC(2026, 0, 15, 10, 30, 42) } }],
    ['failedMisconfigured', { error: { kind: 'misconfigured' } }],
    ['failedForbidden', { error: { kind: 'forbidden' } }],
    ['failedUnreachable', { error: { kind: 'network' } }],
    ['cancelled', { promptMayRemain: true }],
    ['cancelledPromptWithdrawn', { promptMayRemain: false }],
  ])('%s shows what it is for', async (name, view) => {
    const { controller } = await playScenario(name)
    expect(controller.getView()).toMatchObject(view)
  })
})
