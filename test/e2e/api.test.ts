import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from './demo-page.js'
import { onSystem, SYSTEMS } from './system-page.js'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

describe('the API that the signed-in page calls', () => {
  const on = onSystem(() => browser, SYSTEMS[0])
  const text = (words: string | RegExp) => on.person.page.getByText(words)
  const notice = () => on.person.page.locator('[data-part="stale-data-notice"]')
  const banner = () => on.person.page.locator('[data-part="auth-error-banner"]')

  /** With a code, which takes no poll. */
  async function signIn() {
    await on.start()
    await on.person.button('Use a code instead').click()
    await on.enter(on.demo.authenticator.code())
    await text(/^As of /).waitFor()
  }
  /** What the API saw since `seen` was taken, in order. */
  const seen = () => on.demo.api.seen.length
  const sawSince = (before: number) =>
    on.demo.api.seen
      .slice(0, seen() - before)
      .map(({ method, path, status }) => `${method} ${path} ${status}`)
      .reverse()
  const moves = () => on.demo.api.seen.filter(({ path }) => path === '/api/moves')

  it('renews a token that has expired, once, and shows nothing of it', async () => {
    await signIn()
    expect(sawSince(0)).toEqual(['POST /api/token 200', 'GET /api/accounts 200'])
    on.demo.api.tokens.expireAll()
    const before = seen()
    await on.person.button('Reload').click()
    await expect
      .poll(() => sawSince(before))
      .toEqual(['GET /api/accounts 401', 'POST /api/token 200', 'GET /api/accounts 200'])
    await text(/^As of /).waitFor()
    expect(await notice().or(banner()).count()).toBe(0)
  })

  it('says that the session has ended where a refresh is refused, and begins anew with a sign-in', async () => {
    await signIn()
    const other = await on.person.context.newPage()
    await other.goto(on.demo.url)
    await other.getByText('€2,483.50').waitFor()
    on.demo.api.tokens.expireAll()
    on.demo.api.faults.refuseRefresh()
    const before = seen()
    await on.person.button('Reload').click()
    for (const page of [on.person.page, other]) {
      const heading = page.getByRole('heading', { name: 'Your session has ended' })
      await heading.waitFor()
      expect(await page.getByText('€').count()).toBe(0)
      expect(await heading.evaluate((element) => element === document.activeElement)).toBe(true)
    }
    expect(sawSince(before)).toEqual(['GET /api/accounts 401', 'POST /api/token 400'])
    // The cookie is over too.
    await other.reload()
    await other.getByRole('heading', { name: 'Welcome to Acme' }).waitFor()
    await signIn()
    await text('€2,483.50').waitFor()
  })

  it('forgets the tokens with a sign-out, in every tab, and begins anew with the next sign-in', async () => {
    await signIn()
    const other = await on.person.context.newPage()
    await other.goto(on.demo.url)
    await other.getByText('€2,483.50').waitFor()
    await on.person.button('Sign out').click()
    for (const page of [on.person.page, other])
      await page.getByRole('heading', { name: 'Welcome to Acme' }).waitFor()
    const before = seen()
    await signIn()
    expect(sawSince(before)).toEqual(['POST /api/token 200', 'GET /api/accounts 200'])
  })

  it('sends nothing before Retry-After, and says how long that is', async () => {
    await signIn()
    on.demo.api.faults.limit(4)
    const before = seen()
    await on.person.button('Reload').click()
    await notice()
      .getByText(/You can try again in \d seconds?/)
      .waitFor()
    await on.person.button('Reload').click()
    await text('Reloading…').waitFor()
    expect(sawSince(before)).toEqual(['GET /api/accounts 429'])
    await text(/^As of /).waitFor()
    expect(sawSince(before)).toEqual(['GET /api/accounts 429', 'GET /api/accounts 200'])
    const [next, first] = on.demo.api.seen
    expect((next?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(4_000)
  })

  it('keeps the accounts on the page while the API is stopped, and asks again when somebody wants it', async () => {
    await signIn()
    on.demo.api.faults.stop('dropped', null)
    const before = seen()
    await on.person.button('Reload').click()
    await notice()
      .getByText(/^Shown as of /)
      .waitFor()
    await text('€2,483.50').waitFor()
    expect(sawSince(before)).toEqual(Array(3).fill('GET /api/accounts null'))
    on.demo.api.faults.mend()
    await notice().getByRole('button', { name: 'Try again' }).click()
    await notice().waitFor({ state: 'detached' })
    expect(sawSince(before)).toHaveLength(4)
    expect(await banner().count()).toBe(0)
  })

  it('leaves an API alone that fails again and again, for as long as it says', async () => {
    await signIn()
    on.demo.api.faults.stop('overloaded', null)
    const before = seen()
    const wait = notice().getByText(/You can try again in \d+ seconds/)
    await expect
      .poll(async () => {
        await on.person.button('Move').click()
        return wait.isVisible()
      })
      .toBe(true)
    await on.person.button('Reload').click()
    await text(/^As of /).waitFor()
    expect(sawSince(before)).toHaveLength(5)
  })

  it('sends a move once, also where it fails, and says so', async () => {
    await signIn()
    on.demo.api.faults.stop('dropped', 1)
    await on.person.button('Move').click()
    await banner().getByRole('heading', { name: 'No connection to the service' }).waitFor()
    expect(await banner().getByRole('button', { name: 'Try again' }).count()).toBe(0)
    await text('€2,483.50').waitFor()
    expect(moves().map(({ status }) => status)).toEqual([null])
    await on.person.button('Move').click()
    await text('€10.00 moved.').waitFor()
    await text('€2,473.50').waitFor()
    expect(moves().map(({ status }) => status)).toEqual([201, null])
    expect(await banner().count()).toBe(0)
    await on.person.page.getByLabel('Amount in euros').fill('9000')
    await on.person.button('Move').click()
    await on.person.page.getByText('There is not that much in your current account.').first().waitFor()
    expect(moves()).toHaveLength(3)
  })
})
