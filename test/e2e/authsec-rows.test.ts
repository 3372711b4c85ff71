import { setTimeout as pause } from 'node:timers/promises'
import type { Locator, Page, Request } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { startTestDemo } from './demo-page.js'
import { sharedDemo } from './shared-demo.js'

const shared = sharedDemo()

interface Seen {
  state: string
  title: string
  /** Buttons of the step. */
  actions: string[]
  /** Without the polls that go on while a code is entered: statuses in the order of the calls; four and more of the same kind are one, with an ellipsis. */
  answers: string
  /** Which call's id is quoted. */
  quotes: 'first' | 'last' | null
  /** What the sign-in made of the answer that failed. */
  then: string
  /** What is said besides: of tries that are left, and of waits. */
  said?: string
  /** Where the first button leads, the right code, or the end of the lock-out. */
  next: string | null
}

/** Without a client id some answers have another status. */
type Route = 'tenant' | 'own'
const PENDING = { tenant: 202, own: 200 }
const ENDS = 'Ends.'
const PERSON = 'Leaves it to the person.'
const NO_CODE = 'Takes no code for a while.'
const AGAIN = 'Asks again.'
const LATER = 'Asks again. Not before ….'
const IN_5_S = 'You can try again in 5 seconds.'
const TRY = ['Try again', 'Use a code instead', 'Start over']

const startFails = (title: string, status: number | string, more: Partial<Seen> = {}): Seen => ({
  ...{ state: 'failed', title, actions: TRY, answers: `${status}`, quotes: 'last', then: ENDS },
  ...{ next: 'approved', ...more },
})
/** Trying again may help, after five seconds: a second start could be a second push. */
const startMayPass = (title: string, status: number | string): Seen =>
  startFails(title, status, { said: IN_5_S })
const SUPPORT = { actions: ['Start over'], next: 'idle' }

const pollPasses = (status: number | string, then = AGAIN): Seen => ({
  ...{ state: 'approved', title: 'You are signed in', actions: [], answers: `200 ${status} 200` },
  ...{ quotes: null, then, next: null },
})
const pollEnds = (state: string, title: string, status: number, more: Partial<Seen> = {}): Seen => ({
  ...{ state, title, actions: TRY, answers: `200 ${status}`, quotes: 'last', then: ENDS },
  ...{ next: 'approved', ...more },
})
const DENIED = 'You declined on your phone'
const EXPIRED = 'The request has expired'

const FIELD = ['Verify', 'Back to the request on your phone', 'Cancel']
const codeFails = (status: number | string, more: Partial<Seen> = {}): Seen => ({
  ...{ state: 'totp', title: 'Enter a code', actions: FIELD, answers: `200 ${status}`, quotes: null },
  ...{ then: PERSON, next: 'approved', ...more },
})
const wrongCode = (status: number, left: string): Seen =>
  codeFails(status, { said: `That code did not work. Enter the newest code. ${left}` })
const codeBanner = (status: number | string, said: string): Seen =>
  codeFails(status, { quotes: 'last', said })
const LOCKED = (status: number, seconds: number, then = NO_CODE): Seen => ({
  ...codeFails(status, { then }),
  ...{
    state: 'locked',
    title: 'Too many wrong codes',
    actions: FIELD.slice(1),
    quotes: 'last',
    next: 'totp',
  },
  said: `You can try again in ${seconds} seconds.`,
})

const rowsOn = (route: Route): Record<string, Seen> => ({
  NO_DEVICE: startFails('No phone to ask', 200, {
    actions: ['Use a code instead', 'Try again', 'Start over'],
    next: 'totp',
  }),
  USER_NOT_FOUND: startFails('No answer from your phone yet', 200),
  TENANT_NOT_FOUND: startFails('Sign-in is not set up correctly', 200, SUPPORT),
  START_REFUSED: startFails('You do not have access', 403, SUPPORT),
  START_MALFORMED: startFails('This request was not accepted', 400, {
    actions: ['Try again', 'Start over'],
  }),
  START_LIMITED: startFails('Too many attempts', 429, { said: 'You can try again in 2 seconds.' }),
  START_TIMEOUT: startMayPass('The service took too long', 408),
  START_TIMEOUT_SAID: startMayPass('The service took too long', 200),
  START_UNCONNECTED: startMayPass('No connection to the service', 200),
  START_ERROR: startMayPass('The service has a problem', 500),
  START_UNAVAILABLE: startMayPass('The service cannot be reached', 503),
  START_UNREADABLE: startMayPass('The service gave no usable answer', 200),
  START_NETWORK: startMayPass('No connection to the service', 'dropped'),
  START_HANGS: startMayPass('The service took too long', 'dropped'),

  APPROVED: pollPasses(PENDING[route]),
  NOBODY_ANSWERS: {
    ...{ state: 'timeout', title: 'No answer from your phone yet' },
    actions: ['Keep waiting', 'Use a code instead', 'Cancel'],
    ...{ answers: route === 'tenant' ? '200 202…' : '200…', quotes: 'first', then: AGAIN, next: 'approved' },
  },
  POLL_GAVE_UP: pollPasses(200),
  PENDING_SILENT: pollPasses(202),
  SLOW_DOWN: pollPasses(400, 'Asks again, less often from now on.'),
  DENIED: pollEnds('denied', DENIED, route === 'tenant' ? 400 : 403),
  DENIED_SAID: pollEnds('denied', DENIED, 200),
  DENIED_STATUS: pollEnds('denied', DENIED, 200),
  EXPIRED: pollEnds('expired', EXPIRED, 400),
  EXPIRED_STATUS: pollEnds('expired', EXPIRED, 200),
  CANCELLED: pollEnds('cancelled', 'Cancelled', 200, {
    actions: ['Try again', 'Start over'],
    quotes: null,
  }),
  CANCELLED_HERE: pollEnds('cancelled', 'Cancelled', 0, {
    actions: ['Try again', 'Start over'],
    ...{ answers: '200', quotes: null, then: 'Waits for the phone.' },
    said: 'Your phone may still show the request. Ignore it; approving it does nothing here.',
  }),
  INVALID_CLIENT: pollEnds(
    'failed',
    'Sign-in is not set up correctly',
    route === 'tenant' ? 400 : 401,
    SUPPORT,
  ),
  POLL_LIMITED: pollPasses(429, LATER),
  POLL_LIMITED_SAID: pollPasses(200),
  POLL_TIMEOUT: pollPasses(408),
  POLL_TIMEOUT_SAID: pollPasses(200),
  POLL_ERROR: pollPasses(500),
  POLL_ERROR_SAID: pollPasses(200),
  POLL_UNAVAILABLE: pollPasses(503, LATER),
  POLL_BAD_GATEWAY: pollPasses(502),
  POLL_UNREADABLE: pollPasses(200),
  POLL_CUT_OFF: pollPasses(200),
  APPROVED_WITHOUT_TOKEN: pollPasses(200),
  POLL_NETWORK: pollPasses('dropped'),
  POLL_UNKNOWN: pollEnds('failed', 'Something went wrong', 200),

  CODE_ACCEPTED: codeFails(200, {
    ...{ state: 'approved', title: 'You are signed in', actions: [], then: 'Is approved.', next: null },
  }),
  INVALID_CODE: wrongCode(401, '2 attempts left.'),
  INVALID_CODE_LAST: wrongCode(401, '1 attempt left.'),
  INVALID_CODE_NONE: LOCKED(401, 30),
  INVALID_CODE_UNCOUNTED: wrongCode(401, '2 attempts left.'),
  INVALID_CODE_PROSE: wrongCode(route === 'tenant' ? 401 : 400, '2 attempts left.'),
  CODE_VAGUE: wrongCode(401, '2 attempts left.'),
  CODE_NOBODY: wrongCode(route === 'tenant' ? 401 : 404, '2 attempts left.'),
  TOO_MANY_RETRIES: LOCKED(401, 30),
  CODE_LOCKED: LOCKED(429, 2, `${NO_CODE} Not before ….`),
  CODE_LIMITED: codeBanner(429, 'Too many attempts'),
  ACCOUNT_DISABLED: codeBanner(401, 'Your account needs a step first'),
  CODE_MALFORMED: codeBanner(400, 'This request was not accepted'),
  CODE_ERROR: codeBanner(500, 'The service has a problem'),
  CODE_WITHOUT_TOKEN: codeBanner(200, 'The service gave no usable answer'),
  CODE_NETWORK: codeBanner('dropped', 'No connection to the service'),
})

interface Passing {
  stepMs: number
  /** Requests are answered, and time waits for that. */
  isAnswered?: boolean
}

/** Time stands still in the page but for these steps, so that what is counted down is read as it was at first. */
async function passUntil(page: Page, wanted: Locator, { stepMs, isAnswered = true }: Passing) {
  for (let turns = 0; turns < 80 && !(await wanted.isVisible()); turns++) {
    while (isAnswered && (asked.get(page) ?? 0) > 0) await pause(5)
    await pause(5)
    if (!(await wanted.isVisible())) await page.clock.runFor(stepMs)
  }
  await wanted.waitFor({ timeout: 5_000 })
}

/** Requests of each page that are not answered. */
const asked = new WeakMap<Page, number>()
function countRequests(page: Page) {
  const add = (more: number) => () => void asked.set(page, (asked.get(page) ?? 0) + more)
  page.on('request', add(1))
  page.on('requestfinished', add(-1))
  page.on('requestfailed', add(-1))
}
const stateOf = (page: Page, row: string, state: string) =>
  page.locator(`[data-part="outcome"][data-row="${row}"][data-state="${state}"]`)

const POLL = 'ciba/token'
const together = (statuses: string[]) => statuses.join(' ').replace(/\b(\d+)( \1\b){3,}/g, '$1…')

async function meet(page: Page, row: string, wanted: Seen): Promise<Seen> {
  const isCode = /CODE|RETRIES|DISABLED/.test(row)
  const sent: string[] = []
  const note = (request: Request) => {
    const call = /\/systems\/authsec\/api\/(.*)/.exec(request.url())?.[1]
    const counts = call !== undefined && !(isCode && call.endsWith(POLL))
    if (counts) sent.push(request.headers()['x-request-id'] ?? '')
  }
  page.on('request', note)
  await page
    .getByRole('button')
    .filter({ has: page.getByText(row, { exact: true }) })
    .click()
  await passUntil(page, stateOf(page, row, wanted.state), { stepMs: 500, isAnswered: !row.endsWith('HANGS') })
  const outcome = page.locator('[data-part="outcome"]')
  const signIn = outcome.locator('[data-part="ciba-sign-in"]')
  const all = outcome.locator('[data-part="seen"] tbody tr')
  const calls = isCode ? all.filter({ hasNotText: POLL }) : all
  // The list follows the last answer, and says last what was made of it.
  await passUntil(page, calls.nth(sent.length - 1).locator('.seen-then'), { stepMs: 1 })

  const of = async (cells: string) => (await calls.locator(cells).allInnerTexts()).map((text) => text.trim())
  const quoted = signIn.locator('[data-part="request-id"]')
  const id = (await quoted.isVisible()) ? await quoted.innerText() : null
  const answers = await of('td:last-child')
  const thens = await of('.seen-then')
  const failed = answers.length > 2 ? 1 : answers.length - 1
  const buttons = await signIn.getByRole('button').allInnerTexts()
  const said = wanted.said === undefined ? null : signIn.getByText(wanted.said, { exact: true }).first()
  const seen: Seen = {
    state: (await outcome.getAttribute('data-state')) ?? '',
    title: await signIn.getByRole('heading').first().innerText(),
    actions: buttons.filter((name) => !name.startsWith('Copy')),
    answers: together(answers),
    quotes: id === null ? null : id === sent.at(-1) ? 'last' : id === sent[0] ? 'first' : null,
    then: (thens[failed] ?? '').replace(/[\d:]{8}/, '…'),
    ...(said && { said: (await said.count()) > 0 ? wanted.said : await signIn.innerText() }),
    next: wanted.next === null ? null : await goOn(page, row, wanted.next),
  }
  page.off('request', note)
  return seen

  async function goOn(page: Page, row: string, next: string) {
    if (wanted.state === 'totp') await signIn.getByRole('textbox').fill('123456')
    else if (wanted.state !== 'locked') {
      const first = signIn.getByRole('button', { name: wanted.actions[0] ?? '', exact: true })
      for (let turns = 0; turns < 20 && (await first.getAttribute('aria-disabled')) === 'true'; turns++)
        await page.clock.runFor(500)
      await first.click()
    }
    await passUntil(page, stateOf(page, row, next), { stepMs: wanted.state === 'locked' ? 5_000 : 500 })
    return next
  }
}

describe('every row of AuthSec, by its button', () => {
  it.concurrent.each(['tenant', 'own'] as const)(
    'on the route of %s',
    async (route) => {
      const context = await shared.browser.newContext()
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('pageerror', (error) => complaints.push(String(error)))
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          complaints.push(message.text())
      })
      countRequests(page)
      await page.clock.install()
      await page.clock.pauseAt(Date.now() + 60_000)
      // Two pages of one server, whose plan is one: each has its own.
      const own = route === 'tenant' ? shared.demo : await startTestDemo()
      await page.goto(`${own.url}/systems/authsec`)
      const names = page.locator('.rows code')
      await passUntil(page, names.first(), { stepMs: 1 })
      const rows = rowsOn(route)
      const other = rowsOn('tenant')
      // What is the same on both was seen on the first; `test/systems` tries all of them on either.
      const differs = ([row, wanted]: [string, Seen]) => JSON.stringify(wanted) !== JSON.stringify(other[row])
      const mine = route === 'tenant' ? rows : Object.fromEntries(Object.entries(rows).filter(differs))
      expect(Object.keys(mine).length).toBeGreaterThan(5)
      expect((await names.allInnerTexts()).sort()).toEqual(Object.keys(rows).sort())
      await page.getByRole('checkbox', { name: /^With a client id/ }).setChecked(route === 'tenant')
      const seen: Record<string, Seen> = {}
      for (const [row, wanted] of Object.entries(mine)) seen[row] = await meet(page, row, wanted)
      expect(seen).toEqual(mine)
      await page.getByRole('checkbox', { name: /^Ask for a code by itself/ }).check()
      await page.locator('.rows').getByText('NOBODY_ANSWERS', { exact: true }).click()
      await passUntil(page, stateOf(page, 'NOBODY_ANSWERS', 'totp'), { stepMs: 500 })
      await page.getByRole('textbox', { name: 'Verification code' }).fill('123456')
      await passUntil(page, stateOf(page, 'NOBODY_ANSWERS', 'approved'), { stepMs: 500 })
      expect(complaints).toEqual([])
      await context.close()
      if (own !== shared.demo) await own.close()
    },
    180_000,
  )
})
