import type { FlowStatus } from '../machine/view.js'
import type { Script } from './scripted-client.js'
import { createStage, type Scenario, type Stage } from './stage.js'

const LOGIN_HINT = 'dana@example.com'
const BINDING_MESSAGE = 'KQ7-42M'

/** An answer of a server that is no success, as it comes over the wire. */
const refusal = (
  status: number,
  error: string,
  more: { body?: object; headers?: Record<string, string> } = {},
) => ({
  throws: {
    status,
    headers: { 'x-request-id': 'req-7d41c2', ...more.headers },
    body: { error, ...more.body },
  },
})
/** A system where people enter a code elsewhere, and nobody is named. */
const DEVICE: Script = {
  needsLoginHint: false,
  initiate: [
    {
      authReqId: 'scripted-device',
      expiresIn: 600,
      interval: 5,
      requestId: 'req-7d41c2',
      verification: {
        userCode: 'WDJB-MJHT',
        uri: 'https://login.acme.example/en/device-activation',
        uriComplete: 'https://login.acme.example/en/device-activation?user_code=WDJB-MJHT',
      },
    },
  ],
}
const UNAVAILABLE = refusal(503, 'temporarily_unavailable', { headers: { 'retry-after': '42' } })
const WRONG_CODE = refusal(400, 'invalid_code')

const start = async ({ controller, clock }: Stage) => {
  controller.start({ loginHint: LOGIN_HINT, bindingMessage: BINDING_MESSAGE })
  await clock.advance(0)
}
const startDevice = async ({ controller, clock }: Stage) => {
  controller.start()
  await clock.advance(8_000)
}
const startAndWait = (ms: number) => async (stage: Stage) => {
  await start(stage)
  await stage.clock.advance(ms)
}
const useCode = async (stage: Stage) => {
  await startAndWait(8_000)(stage)
  stage.controller.useTotp()
  await stage.clock.advance(0)
}
const enter =
  (...codes: string[]) =>
  async (stage: Stage) => {
    await useCode(stage)
    for (const code of codes) {
      stage.controller.submitTotp(code)
      await stage.clock.advance(0)
    }
  }
const startAndCancel = async (stage: Stage) => {
  await startAndWait(8_000)(stage)
  stage.controller.cancel()
  await stage.clock.advance(0)
}
const scenario = (status: FlowStatus, about: string, script: Script, walk: Scenario['walk']): Scenario => ({
  status,
  about,
  script,
  walk,
})

/** One for each status: a new status without its scenario does not compile. */
const BY_STATUS: Record<FlowStatus, Scenario> = {
  idle: scenario('idle', 'Nothing has happened yet.', {}, () => Promise.resolve()),
  pushing: scenario('pushing', 'The push is on its way to the system.', { initiate: ['hang'] }, start),
  polling: scenario(
    'polling',
    'The phone shows the request, which nobody has answered yet.',
    {},
    startAndWait(8_000),
  ),
  approved: scenario('approved', 'Approved on the phone.', { poll: ['approved'] }, startAndWait(5_000)),
  denied: scenario(
    'denied',
    'Declined on the phone.',
    { poll: [refusal(400, 'access_denied')] },
    startAndWait(5_000),
  ),
  expired: scenario(
    'expired',
    'The request lapsed.',
    { poll: [refusal(400, 'expired_token')] },
    startAndWait(5_000),
  ),
  timeout: scenario(
    'timeout',
    'A minute without an answer; the request is still open.',
    {},
    startAndWait(60_000),
  ),
  totp: scenario('totp', 'A code is entered instead.', {}, useCode),
  locked: scenario(
    'locked',
    'Three wrong codes.',
    { totp: [WRONG_CODE] },
    enter('111111', '222222', '333333'),
  ),
  failed: scenario('failed', 'The system failed.', { initiate: [refusal(500, 'server_error')] }, start),
  cancelled: scenario('cancelled', 'Cancelled; the prompt stays on the phone.', {}, startAndCancel),
}

/** Where one status looks different from one time to the next. */
const VARIATIONS = {
  pushingAgain: scenario(
    'pushing',
    'The push did not get through at first and is repeated; the system knows it by its key.',
    { honoursKeys: true, initiate: [{ throws: new TypeError('Failed to fetch') }] },
    start,
  ),
  pollingResumed: scenario(
    'polling',
    'The page was reloaded and goes on with the request from before.',
    {
      resume: [
        {
          authReqId: 'scripted-request',
          expiresIn: 200,
          interval: 5,
          requestId: 'req-7d41c2',
          bindingMessage: BINDING_MESSAGE,
          loginHint: LOGIN_HINT,
        },
      ],
    },
    async ({ controller, clock }) => {
      controller.lease()
      await clock.advance(0)
    },
  ),
  pollingChecking: scenario('polling', 'A poll is under way.', { poll: ['hang'] }, startAndWait(5_000)),
  pollingBackingOff: scenario(
    'polling',
    'The system is overloaded; the flow waits as long as it asks and goes on.',
    { poll: [UNAVAILABLE] },
    startAndWait(8_000),
  ),
  pollingUnreachable: scenario(
    'polling',
    'Polls do not get through, as in a lift; the flow goes on trying.',
    { poll: [{ throws: new TypeError('Failed to fetch') }] },
    startAndWait(8_000),
  ),
  pollingSendAgainSoon: scenario('polling', 'Sending again is near.', {}, startAndWait(18_000)),
  pollingSendAgain: scenario('polling', 'The request can be sent again.', {}, startAndWait(30_000)),
  pollingOlderPrompt: scenario('polling', 'Sent again; the phone may show both.', {}, async (stage) => {
    await startAndWait(30_000)(stage)
    stage.controller.resend()
    await stage.clock.advance(8_000)
  }),
  idleDevice: scenario('idle', 'A code for another device; nobody says who signs in.', DEVICE, () =>
    Promise.resolve(),
  ),
  pushingDevice: scenario(
    'pushing',
    'The code for another device is on its way.',
    { ...DEVICE, initiate: ['hang'] },
    startDevice,
  ),
  pollingDevice: scenario(
    'polling',
    'A code that people enter on another device, at an address or by a QR code.',
    DEVICE,
    startDevice,
  ),
  totpChecking: scenario('totp', 'The code is being checked.', { totp: ['hang'] }, enter('123456')),
  totpWrongCode: scenario('totp', 'One wrong code.', { totp: [WRONG_CODE] }, enter('111111')),
  totpLastAttempt: scenario(
    'totp',
    'The server says that one attempt is left.',
    { totp: [refusal(400, 'invalid_code', { body: { attempts_remaining: 1 } })] },
    enter('111111'),
  ),
  totpServerError: scenario(
    'totp',
    'The check failed.',
    { totp: [refusal(500, 'server_error')] },
    enter('123456'),
  ),
  totpPushExpired: scenario('totp', 'The push lapsed meanwhile.', {}, async (stage) => {
    await useCode(stage)
    await stage.clock.advance(300_000)
  }),
  approvedFinishing: scenario(
    'approved',
    'The app stores what it got.',
    { poll: ['approved'] },
    async (stage) => {
      stage.controller.onApproved(() => new Promise(() => undefined))
      await startAndWait(5_000)(stage)
    },
  ),
  failedRetryAfter: scenario(
    'failed',
    'The system is down and says for how long.',
    { initiate: [UNAVAILABLE] },
    start,
  ),
  failedMisconfigured: scenario(
    'failed',
    'The system does not know this app.',
    { initiate: [refusal(401, 'invalid_client')] },
    start,
  ),
  failedForbidden: scenario(
    'failed',
    'Refused by policy, not by the person.',
    { initiate: [refusal(403, 'access_denied')] },
    start,
  ),
  failedUnreachable: scenario(
    'failed',
    'The system cannot be reached.',
    { initiate: [{ throws: new TypeError('Failed to fetch') }] },
    start,
  ),
  cancelledPromptWithdrawn: scenario(
    'cancelled',
    'Cancelled; the system took the prompt back.',
    { cancel: [{ promptMayRemain: false }] },
    startAndCancel,
  ),
} satisfies Record<string, Scenario>

export type ScenarioName = FlowStatus | keyof typeof VARIATIONS

/** Every state of the flow, by name, for tests, stories and previews: `playScenario('denied')`. */
export const scenarios: Readonly<Record<ScenarioName, Scenario>> = { ...BY_STATUS, ...VARIATIONS }

/** Plays a scenario to its end. The flow is where the scenario says, and goes on as soon as its clock is moved. */
export async function playScenario(name: ScenarioName): Promise<Stage> {
  const { script, settings, walk } = scenarios[name]
  const stage = createStage(script, settings)
  await walk(stage)
  return stage
}
