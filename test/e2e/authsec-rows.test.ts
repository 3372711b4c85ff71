import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { startTestDemo } from './demo-page.js'
import { noteSentCalls, type SentCall, sentCalls } from './sent-calls.js'
import { sharedDemo } from './shared-demo.js'
import { type SeenSignIn, signInRowsOn } from './sign-in-rows.js'
import { openStanding, type StandingPage } from './standing-time.js'

const shared = sharedDemo()

const stateOf = (page: Page, row: string, state: string) =>
  page.locator(`[data-part="outcome"][data-row="${row}"][data-state="${state}"]`)
const press = (page: Page, row: string) =>
  page.locator('.rows button', { has: page.getByText(row, { exact: true }) }).click()

const isPoll = ({ path }: SentCall) => path.endsWith('/ciba/token')
const isPush = ({ path }: SentCall) => path.endsWith('/ciba/initiate')
const together = (each: readonly (string | number)[]) => each.join(' ').replace(/\b(\d+)( \1\b){3,}/g, '$1…')
const gapsOf = (calls: readonly SentCall[]) =>
  calls.slice(1).map(({ at }, index) => Math.floor((at - (calls[index]?.at ?? 0)) / 1_000))

/** All that a step says, a banner's reasons as one; its buttons; its links. */
const shownIn = (signIn: Locator) =>
  signIn.evaluate((root) => {
    const says: string[] = []
    for (const part of root.querySelectorAll<HTMLElement>('h3, h4, p, [data-part="retry-wait"]'))
      if (part.matches('[data-part="advice"]')) says.push(`${says.pop()} ${part.innerText}`)
      else if (part.checkVisibility()) says.push(part.innerText)
    const buttons = [...root.querySelectorAll('button')].map(({ innerText }) => innerText)
    return {
      says,
      actions: buttons.filter((name) => !name.startsWith('Copy')),
      links: [...root.querySelectorAll('a')].map((link) => `${link.innerText}: ${link.getAttribute('href')}`),
    }
  })

/** The times that are said, as whole seconds after the call. What is said has no milliseconds. */
const sinceCall = (then: string, call: SentCall | undefined) =>
  then.replace(/[\d:]{8}/, (said) => {
    const at = call?.at ?? 0
    const day = new Date(at).toDateString()
    const earliest = Date.parse(`${day} ${said}`) - at
    return earliest > 2_000 && earliest <= 3_500 ? '3 s later' : `${earliest} ms later`
  })

/** Each call has an id of its own, and each poll asks for the newest prompt. */
function expectOwn(row: string, sent: readonly SentCall[]) {
  const ids = sent.map(({ requestId }) => requestId)
  expect(ids, row).not.toContain(null)
  expect(new Set(ids).size, row).toBe(ids.length)
  const idIn = (text: string) => /"auth_req_id":"(\w+)"/.exec(text)?.[1]
  let prompt: string | undefined
  for (const call of sent)
    if (isPush(call)) prompt = idIn(call.body)
    else if (isPoll(call)) expect(idIn(call.sent), row).toBe(prompt ?? 'of a prompt')
}

async function meet(standing: StandingPage, row: string, wanted: SeenSignIn): Promise<SeenSignIn> {
  const { page, passUntil } = standing
  const isCode = /CODE|RETRIES|DISABLED/.test(row)
  await press(page, row)
  const isAnswered = !row.endsWith('HANGS')
  await passUntil(stateOf(page, row, wanted.state), { stepMs: 500, isAnswered })
  const outcome = page.locator('[data-part="outcome"]')
  const signIn = outcome.locator('[data-part="ciba-sign-in"]')
  const all = outcome.locator('[data-part="seen"] tbody tr')
  const listed = isCode ? all.filter({ hasNotText: 'ciba/token' }) : all
  const sent = await sentCalls(page)
  const calls = sent.filter((call) => !(isCode && isPoll(call)))
  const isLong = calls.length > 14
  // The list follows the last answer, and says last what was made of it.
  await passUntil(listed.nth(isLong ? 13 : calls.length - 1).locator('.seen-then'), { stepMs: 1 })

  const of = async (cells: string) => (await listed.locator(cells).allInnerTexts()).map((text) => text.trim())
  const quoted = signIn.locator('[data-part="request-id"]')
  const id = (await quoted.isVisible()) ? await quoted.innerText() : null
  const answers = await of('td:last-child')
  const thens = await of('.seen-then')
  const failed = answers.length > 2 ? 1 : answers.length - 1
  const seen = {
    state: (await outcome.getAttribute('data-state')) ?? '',
    ...(await shownIn(signIn)),
    answers: together(answers),
    gaps: together(gapsOf(calls)),
    quotes: id === null ? null : id === calls.at(-1)?.requestId ? ('last' as const) : quotedFirst(id, calls),
    then: sinceCall(thens[failed] ?? '', calls[failed]),
    next: wanted.next === null ? null : await goOn(standing, row, wanted, signIn),
  }
  sent.push(...(await sentCalls(page)))
  expectOwn(row, sent)
  return { ...seen, pushes: sent.filter(isPush).length }
}

const quotedFirst = (id: string, calls: readonly SentCall[]) =>
  id === calls[0]?.requestId ? ('first' as const) : null

async function goOn({ page, passUntil }: StandingPage, row: string, wanted: SeenSignIn, signIn: Locator) {
  const { state, actions, next } = wanted
  if (state === 'totp') await signIn.getByRole('textbox').fill('123456')
  else if (state !== 'locked') {
    const first = signIn.getByRole('button', { name: actions[0] ?? '', exact: true })
    for (let turns = 0; turns < 20 && (await first.getAttribute('aria-disabled')) === 'true'; turns++)
      await page.clock.runFor(500)
    await first.click()
  }
  await passUntil(stateOf(page, row, next ?? ''), { stepMs: state === 'locked' ? 5_000 : 500 })
  return next
}

/** What the switches change, and a second lock-out. */
async function goFurther({ page, passUntil }: StandingPage) {
  const reaches = async (row: string, state: string) => {
    await press(page, row)
    await passUntil(stateOf(page, row, state), { stepMs: 500 })
    return sentCalls(page)
  }
  await sentCalls(page)
  await reaches('TOO_MANY_RETRIES', 'locked')
  const field = page.getByRole('textbox', { name: 'Verification code' })
  await passUntil(field, { stepMs: 5_000 })
  const wrong = { '000001': '2 attempts left.', '000002': '1 attempt left.', '000003': 'in 1 minute.' }
  for (const [code, left] of Object.entries(wrong)) {
    await field.fill(code)
    await passUntil(page.locator('[data-part="ciba-sign-in"]').getByText(left), { stepMs: 100 })
  }

  const repeats = page.getByRole('checkbox', { name: 'Repeat a start by itself' })
  await repeats.check()
  await sentCalls(page)
  const pushes = async (row: string, state: string) => {
    const sent = (await reaches(row, state)).filter(isPush)
    return { statuses: sent.map(({ status }) => status), gaps: gapsOf(sent) }
  }
  expect(await pushes('START_ERROR', 'approved')).toEqual({ statuses: [500, 200], gaps: [2] })
  expect(await pushes('START_LIMITED', 'approved')).toEqual({ statuses: [429, 200], gaps: [3] })
  expect(await pushes('START_REFUSED', 'failed')).toEqual({ statuses: [403], gaps: [] })
  await repeats.uncheck()

  await page.getByRole('checkbox', { name: /^Ask for a code by itself/ }).check()
  await reaches('NOBODY_ANSWERS', 'totp')
  await field.fill('123456')
  await passUntil(stateOf(page, 'NOBODY_ANSWERS', 'approved'), { stepMs: 500 })
}

describe('every row of AuthSec, by its button', () => {
  it.concurrent.each(['tenant', 'own'] as const)(
    'on the route of %s',
    async (route) => {
      const standing = await openStanding(shared.browser)
      const { page, complaints } = standing
      await noteSentCalls(page)
      // Two pages of one server, whose plan is one: each has its own.
      const own = route === 'tenant' ? shared.demo : await startTestDemo()
      await page.goto(`${own.url}/systems/authsec`)
      const names = page.locator('.rows code')
      await standing.passUntil(names.first(), { stepMs: 1 })
      const rows = signInRowsOn(route)
      const other = signInRowsOn('tenant')
      // What is the same on both was seen on the first; `test/systems` tries all of them on either.
      const differs = ([row, wanted]: [string, SeenSignIn]) =>
        JSON.stringify(wanted) !== JSON.stringify(other[row])
      const mine = route === 'tenant' ? rows : Object.fromEntries(Object.entries(rows).filter(differs))
      expect(Object.keys(mine).length).toBeGreaterThan(5)
      expect((await names.allInnerTexts()).sort()).toEqual(Object.keys(rows).sort())
      await page.getByRole('checkbox', { name: /^With a client id/ }).setChecked(route === 'tenant')
      const seen: Record<string, SeenSignIn> = {}
      for (const [row, wanted] of Object.entries(mine)) seen[row] = await meet(standing, row, wanted)
      expect(seen).toEqual(mine)
      if (route === 'own') await goFurther(standing)
      expect(complaints).toEqual([])
      await standing.close()
      if (own !== shared.demo) await own.close()
    },
    180_000,
  )
})
