import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { SystemState } from '../../demo/systems/systems-state.js'
import { API_ROWS, type SeenRow } from './api-rows.js'
import { noteSentCalls, type SentCall, sentCalls } from './sent-calls.js'
import { sharedDemo } from './shared-demo.js'
import { shownOutcome } from './shown-outcome.js'
import { openStanding, type StandingPage } from './standing-time.js'

const shared = sharedDemo()

const rowsOf = (page: Page) => page.locator('.rows code')
const outcomeOf = (page: Page, row: string) => page.locator(`[data-part="outcome"][data-row="${row}"]`)
const press = (page: Page, row: string) =>
  page.locator('.rows button', { has: page.getByText(row, { exact: true }) }).click()
const at = (outcome: Locator, ...stages: string[]) =>
  outcome.and(outcome.page().locator(stages.map((stage) => `[data-state="${stage}"]`).join()))

/** What reached a server since a row was last asked for. */
async function callsAt(name: string) {
  const answer = await fetch(`${shared.demo.url}/systems/${name}/control`)
  return ((await answer.json()) as SystemState).calls
}

/** The page of a system, in which time stands still, and what it sends is noted. */
async function openSystem(name: string) {
  const standing = await openStanding(shared.browser)
  await noteSentCalls(standing.page)
  await standing.page.goto(`${shared.demo.url}/systems/${name}`)
  await standing.passUntil(rowsOf(standing.page).first(), { stepMs: 1 })
  return standing
}

const idIn = (call: SentCall | undefined) => /"(?:request_id|traceId)":"([^"]+)"/.exec(call?.body ?? '')?.[1]

/** Presses a row's button, then "Do what helps" where something failed. */
async function meet({ page, passUntil }: StandingPage, name: string, row: string): Promise<SeenRow> {
  const outcome = outcomeOf(page, row)
  await press(page, row)
  await at(outcome, 'worked', 'failed').waitFor()
  const { stage, id, calls, refreshes, ...shown } = await shownOutcome(outcome)
  const sent = await sentCalls(page)
  const failure = stage === 'failed' ? sent.at(-1) : undefined
  const answered = idIn(failure)
  const before = [calls, refreshes] as SeenRow['before']
  const quotes = id === null ? null : id === answered ? 'answered' : id === failure?.requestId ? 'sent' : null
  if (id !== null) expect(quotes, `${row} quotes ${id}, which is nobody's`).not.toBeNull()
  else if (answered !== undefined) expect(await outcome.innerText(), row).not.toContain(answered)

  let told: string | null = null
  let againS: number | null = null
  if (failure !== undefined) {
    await outcome.getByText('Do what helps', { exact: true }).click()
    await passUntil(at(outcome, 'worked_again', 'told'), { stepMs: 2_500 })
    const then = await shownOutcome(outcome)
    if (then.stage === 'told') await page.clock.fastForward(6_000)
    const more = await sentCalls(page)
    const again = more.filter(({ path }) => path === `/systems/${name}/${CALLED[name]}`)
    // A call that is made again is one more, and no call is made for what nothing helps.
    expect([again.length, then.calls - calls], row).toEqual(then.stage === 'told' ? [0, 0] : [1, 1])
    if (again[0]) againS = Math.floor((again[0].at - failure.at) / 1_000)
    told = then.told?.replace(answered ?? '{id}', '{id}') ?? null
    sent.push(...more)
  }
  await expectNamed(name, row, sent)
  if (name === 'chordian') expectLinked(row, sent, shown.links)
  // The app's back end has asked for it by that name.
  for (const { path, type } of sent)
    if (path === '/systems/nexla/token') expect(type, row).toBe('application/vnd.nexla.api.v1+json')
  return { ...shown, quotes, told, againS, before }
}

/** What the pages call. */
const CALLED: Record<string, string> = {
  authos: 'api/teams',
  chordian: 'api/me',
  nexla: 'api/data_flows',
  biid: 'api/signatures',
}

/** Each call and each refresh went out with an id of its own, by which the server knows it. */
async function expectNamed(name: string, row: string, sent: readonly SentCall[]) {
  const ids = sent.map(({ requestId }) => requestId)
  expect(ids, row).not.toContain(null)
  expect(new Set(ids).size, row).toBe(ids.length)
  const seen = (await callsAt(name)).map(({ sentRequestId }) => sentRequestId)
  expect(seen, row).toEqual(ids.slice(-seen.length))
}

/** Each failure has a link to the documentation in its body, and what is shown is that of the last. */
function expectLinked(row: string, sent: readonly SentCall[], links: readonly string[]) {
  const found = sent
    .filter(({ status, body }) => status !== null && status >= 400 && body !== '')
    .map(
      ({ body }) => (JSON.parse(body) as { error: { documentation_url?: string } }).error.documentation_url,
    )
  expect(found, row).not.toContain(undefined)
  if (links[0]?.startsWith('Read more')) expect(links[0], row).toBe(`Read more about this: ${found.at(-1)}`)
}

describe('every row of a system, by its button', () => {
  it.concurrent.each(Object.entries(API_ROWS))(
    '%s',
    async (name, rows) => {
      const standing = await openSystem(name)
      expect((await rowsOf(standing.page).allInnerTexts()).sort()).toEqual(Object.keys(rows).sort())
      const seen: Record<string, SeenRow> = {}
      for (const row of Object.keys(rows)) seen[row] = await meet(standing, name, row)
      expect(seen).toEqual(rows)
      expect(standing.complaints).toEqual([])
      await standing.close()
    },
    120_000,
  )
})

it('repeats by itself what may be sent twice, where that is wanted, and what was done already never', async () => {
  const { page, close } = await shared.open('/systems/authos')
  await page.getByRole('checkbox', { name: /Repeat by itself/ }).check()
  /** After how many whole seconds each further call came. */
  const comesTo = async (row: string, stage: string) => {
    await press(page, row)
    await at(outcomeOf(page, row), stage).waitFor()
    const times = (await callsAt('authos')).map((call) => call.at)
    return times.slice(1).map((time, index) => Math.floor((time - (times[index] ?? 0)) / 1_000))
  }
  expect(await comesTo('DATABASE_ERROR', 'worked')).toEqual([1])
  expect(await comesTo('RATE_LIMIT_EXCEEDED', 'worked')).toEqual([3])
  expect(await comesTo('AUDIT_ERROR', 'failed')).toEqual([])
  expect(await comesTo('JWT_ERROR', 'failed')).toEqual([])
  await close()
})

it('slows down who keeps entering a wrong password, then asks for a CAPTCHA', async () => {
  const standing = await openSystem('chordian')
  const { page, passUntil } = standing
  const row = 'INVALID_CREDENTIALS'
  const outcome = outcomeOf(page, row)
  const question = outcome.getByRole('textbox', { name: /^To show that you are a person, type the word/ })
  /** What is shown, and what of it was sent. */
  const comesTo = async (wanted: Locator) => {
    await passUntil(wanted, { stepMs: 1 })
    const { title, wait } = await shownOutcome(outcome)
    return { title, wait, sent: (await sentCalls(page)).map(({ sent }) => JSON.parse(sent) as unknown) }
  }
  const tried = async () => {
    await press(page, row)
    return comesTo(at(outcome, 'failed'))
  }
  const account = { email: 'test@example.com', password: 'wrongpass' }
  const wrong = { title: 'Sign-in did not work', wait: null, sent: [account] }
  const tooSoon = (seconds: number) => ({
    ...{ title: 'Too many attempts', wait: `You can try again in ${seconds} seconds.`, sent: [] },
  })
  expect(await tried()).toEqual(wrong)
  expect(await tried()).toEqual(wrong)
  expect(await tried()).toEqual(tooSoon(2))

  const help = page.getByRole('button', { name: 'Do what helps' })
  await help.click()
  await page.clock.runFor(1_900)
  expect(await sentCalls(page)).toEqual([])
  await page.clock.runFor(100)
  expect(await comesTo(at(outcome, 'failed'))).toEqual(wrong)
  expect(await tried()).toEqual(tooSoon(4))

  await help.click()
  await page.clock.runFor(4_000)
  expect((await comesTo(question)).sent).toEqual([])
  await question.fill('tangerine')
  await page.getByRole('button', { name: 'Answer' }).click()
  expect(await comesTo(at(outcome, 'failed'))).toEqual({
    ...wrong,
    sent: [{ ...account, captcha: 'tangerine' }],
  })
  await expect.poll(() => question.count()).toBe(0)

  // Another row is another app.
  await press(page, 'INTERNAL_ERROR')
  await passUntil(at(outcomeOf(page, 'INTERNAL_ERROR'), 'failed'), { stepMs: 1 })
  expect(standing.complaints).toEqual([])
  await standing.close()
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
