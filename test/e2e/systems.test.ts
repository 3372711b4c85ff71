import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { sharedDemo } from './shared-demo.js'

const shared = sharedDemo()

/** What one sees of a row: the banner's title, or null where it worked at once; and what comes of "Do what helps". */
type Seen = [
  title: string | null,
  /** What the app was asked to show. */
  told: string | null,
  /** Whether the call is made again, and works. */
  works: boolean,
  /** What reached the server before that: calls and refreshes; one call by default. */
  before?: [calls: number, refreshes: number],
]

const WORKED = (calls: number, refreshes: number): Seen => [null, null, false, [calls, refreshes]]
const SIGN_IN = 'Sign in'
const LATER: Seen = ['The service has a problem', null, true]
const OFFLINE: Seen = ['No connection to the service', null, true]
const LIMIT: Seen = ['You have reached a limit', 'Plans with more room', false]
const LIMITED: Seen = ['Too many attempts', null, true]
const UNKNOWN: Seen = ['Something went wrong', 'The way to support', false]
const NO_ACCESS: Seen = ['You do not have access', 'Ask whoever owns this for access', false]
const ENDED = 'Your session has ended'
const INVALID = 'Your sign-in is no longer valid'
const FAILED_PROCESS = 'This could not be completed'

const SYSTEMS: Record<string, Record<string, Seen>> = {
  authos: {
    BAD_REQUEST: ['This request was not accepted', null, false],
    UNAUTHORIZED: ['You are not signed in', SIGN_IN, true],
    UNAUTHORIZED_KEY: ['Sign-in is not set up correctly', 'A note for whoever runs the app', false],
    TOKEN_EXPIRED: WORKED(2, 1),
    REFRESH_REFUSED: [ENDED, SIGN_IN, true, [1, 1]],
    JWT_ERROR: [INVALID, SIGN_IN, true],
    FORBIDDEN: NO_ACCESS,
    ORGANIZATION_NOT_ACTIVE: ['Your organisation is not active', 'A page that says: suspended', false],
    NOT_FOUND: ['Not found', null, false],
    CONFLICT: ['This clashes with something else', null, false],
    SERVICE_LIMIT_EXCEEDED: LIMIT,
    TEAM_LIMIT_EXCEEDED: LIMIT,
    INVITATION_EXPIRED: ['The invitation has expired', 'Ask for a new invitation', false],
    DEVICE_CODE_PENDING: ['Still waiting', null, true],
    DEVICE_CODE_EXPIRED: ['The request has expired', 'A new code for the device', false],
    RATE_LIMIT_EXCEEDED: LIMITED,
    RATE_LIMIT_RESET: LIMITED,
    RATE_LIMIT_SILENT: ['Too many attempts', null, false],
    INTERNAL_SERVER_ERROR: LATER,
    DATABASE_ERROR: LATER,
    OAUTH_ERROR: LATER,
    STRIPE_ERROR: ['The payment service has a problem', null, true],
    AUDIT_ERROR: ['Done, but not recorded', 'A note that it is done', false],
    UNAVAILABLE: ['The service cannot be reached', null, true],
    NETWORK: OFFLINE,
    CREATED: WORKED(1, 0),
    NO_CONTENT: WORKED(1, 0),
  },
  chordian: {
    BAD_REQUEST: ['This request was not accepted', null, false],
    COOKIE_MISSING: [ENDED, 'Say that the session has ended, and sign in', true, [1, 1]],
    INVALID_CREDENTIALS: ['Sign-in did not work', SIGN_IN, true, [0, 0]],
    INVALID_TOKEN: [INVALID, SIGN_IN, true],
    TOKEN_EXPIRED: WORKED(2, 1),
    INVALID_REFRESH_TOKEN: [ENDED, 'Say that the session has ended, and sign in', true, [1, 1]],
    NOT_AUTHENTICATED: ['You are not signed in', SIGN_IN, true],
    INTERNAL_ERROR: LATER,
    BAD_GATEWAY: ['The service gave no usable answer', null, true],
    UNAVAILABLE: ['The service cannot be reached', null, true],
    NETWORK: OFFLINE,
  },
  nexla: {
    AUTH_001: [INVALID, SIGN_IN, true],
    AUTH_002: ['The app was not let in', 'A note for whoever runs the app', false],
    AUTH_003: WORKED(2, 1),
    KEY_REVOKED: ['The app was not let in', 'A note for whoever runs the app', false, [1, 1]],
    AUTH_004: NO_ACCESS,
    RATE_001: LIMITED,
    RATE_001_SILENT: ['Too many attempts', null, false],
    VAL_001: ['Check what you entered', null, false],
    AUTH_UNKNOWN: UNKNOWN,
    UNKNOWN,
    AUTH_CRITICAL: UNKNOWN,
    SYSTEM_FAILURE: LATER,
    SECURITY_VIOLATION: NO_ACCESS,
    NOT_FOUND: ['Not found', null, false],
    REQUEST_TIMEOUT: ['The service took too long', null, true],
    TOO_EARLY: ['The service cannot be reached', null, true],
    SERVER_ERROR: LATER,
    BAD_GATEWAY: ['The service gave no usable answer', null, true],
    UNAVAILABLE: ['The service cannot be reached', null, true],
    GATEWAY_TIMEOUT: ['The service took too long', null, true],
    NETWORK: OFFLINE,
  },
  biid: {
    NOT_REGISTERED: ['Register first', 'The step: registration', false],
    NOT_VERIFIED: ['Verify your phone first', 'The step: verification', false],
    NOT_ACCREDITED: ['Prove who you are first', 'The step: accreditation', false],
    NOT_CERTIFIED: ['Get your certificate first', 'The step: certification', false],
    CERTIFICATE_REVOKED: ['Get your certificate first', 'The step: certification, once again', false],
    STATE_AHEAD: ['Get your certificate first', null, true],
    STATE_OTHERWISE: ['Verify your phone first', 'The step: accreditation', false],
    STATE_UNREACHABLE: ['Verify your phone first', 'The step: verification', false],
    TOKEN_EXPIRED: WORKED(2, 1),
    SCOPE_CHANGED: WORKED(2, 1),
    SCOPE_REFUSED: [ENDED, SIGN_IN, true, [1, 1]],
    TOKEN_RENEWED: [INVALID, 'Nothing: the token has been renewed', true],
    SIGN_IN: [INVALID, SIGN_IN, true],
    VALIDATION: ['Check what you entered', 'The form, with what is wrong at its fields', false],
    NO_CONNECTION: OFFLINE,
    CLIENT: ['Something went wrong', 'The way to support, with the id …', false],
    CLIENT_TOO_OLD: ['This version is too old', 'A newer version', false],
    PROCESS_VERIFICATION: [FAILED_PROCESS, 'Back to verification', false],
    PROCESS_CERTIFICATION: [FAILED_PROCESS, 'Back to certification', false],
    PROCESS_SECURITY: [FAILED_PROCESS, 'Back to security', false],
    NETWORK: OFFLINE,
  },
}

const rowsOf = (page: Page) => page.locator('.rows code')

/** Presses a row's button, then "Do what helps" where something failed. */
async function meet(page: Page, row: string): Promise<Seen> {
  const outcome = page.locator(`[data-part="outcome"][data-row="${row}"]`)
  const at = (...stages: string[]) =>
    outcome.and(page.locator(stages.map((stage) => `[data-state="${stage}"]`).join()))
  const numberOf = async (name: string) =>
    Number(await outcome.locator('[data-part="seen"]').getAttribute(`data-${name}`))
  const counts = async () => [await numberOf('calls'), await numberOf('refreshes')] as [number, number]

  await page
    .getByRole('button')
    .filter({ has: page.getByText(row, { exact: true }) })
    .click()
  await at('worked', 'failed').waitFor()
  const before = await counts()
  if (await at('worked').isVisible()) return [null, null, false, before]
  const title = await outcome.getByRole('heading').first().innerText()
  await page.getByRole('button', { name: 'Do what helps' }).click()
  // What is waited for is less than that; how long, the tests of the systems say.
  await page.clock.fastForward(6_000)
  await at('worked_again', 'told').waitFor()
  const works = await at('worked_again').isVisible()
  // A call that is made again is one more, and no call is made for what nothing helps.
  expect((await counts())[0] - before[0], row).toBe(works ? 1 : 0)
  const told = outcome.locator('[data-part="told"]')
  const said = (await told.isVisible()) ? (await told.innerText()).replace(/id \S+$/, 'id …') : null
  return [title, said, works, before]
}

describe('every row of a system, by its button', () => {
  it.concurrent.each(Object.entries(SYSTEMS))('%s', async (name, rows) => {
    const context = await shared.browser.newContext()
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(String(error)))
    await page.clock.install()
    await page.goto(`${shared.demo.url}/systems/${name}`)
    await rowsOf(page).first().waitFor()
    expect((await rowsOf(page).allInnerTexts()).sort()).toEqual(Object.keys(rows).sort())
    const seen: Record<string, Seen> = {}
    for (const row of Object.keys(rows)) seen[row] = await meet(page, row)
    const wanted = Object.entries(rows).map(([row, [title, told, works, before = [1, 0]]]) => [
      row,
      [title, told, works, before],
    ])
    expect(seen).toEqual(Object.fromEntries(wanted))
    expect(complaints).toEqual([])
    await context.close()
  })
})

it('repeats by itself what may be sent twice, where that is wanted, and what was done already never', async () => {
  const { page, close } = await shared.open('/systems/authos')
  await page.getByRole('checkbox', { name: /Repeat by itself/ }).check()
  const comesTo = async (row: string, stage: string) => {
    await page.getByText(row, { exact: true }).click()
    const outcome = page.locator(`[data-part="outcome"][data-row="${row}"][data-state="${stage}"]`)
    await outcome.waitFor()
    return outcome.locator('[data-part="seen"]').getAttribute('data-calls')
  }
  expect(await comesTo('DATABASE_ERROR', 'worked')).toBe('2')
  expect(await comesTo('RATE_LIMIT_EXCEEDED', 'worked')).toBe('2')
  expect(await comesTo('AUDIT_ERROR', 'failed')).toBe('1')
  expect(await comesTo('JWT_ERROR', 'failed')).toBe('1')
  await close()
})

it('takes orders from its own pages alone, and only those that it knows', async () => {
  const order = async (path: string, row: string, headers: Record<string, string> = {}) => {
    const body = JSON.stringify({ row })
    return (await fetch(`${shared.demo.url}/systems/${path}`, { method: 'POST', headers, body })).status
  }
  expect(await order('nexla/control', 'AUTH_004')).toBe(200)
  expect(await order('nexla/control', 'toString')).toBe(400)
  for (const path of ['nexla/control', 'nexla/token', 'authos/sign-in'])
    expect(await order(path, 'AUTH_004', { 'sec-fetch-site': 'cross-site' }), path).toBe(403)
})

it.each([320, 1280])('has no axe finding and does not scroll sideways at %i px', async (width) => {
  const { page, isSound, close } = await shared.open('/systems/biid', width)
  await rowsOf(page).first().waitFor()
  await page.getByRole('button', { name: 'two fields are wrong' }).click()
  await page.locator('[data-state="failed"]').waitFor()
  await page.getByRole('button', { name: 'Do what helps' }).click()
  await page.locator('[data-state="told"]').waitFor()
  await isSound()
  await close()
})
