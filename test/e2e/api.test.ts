import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Demo } from '../../demo/start.js'
import { launchChromium, type Person, startTestDemo, visit } from './demo-page.js'

let browser: Browser
let demo: Demo
let person: Person
beforeAll(async () => {
  browser = await launchChromium()
  demo = await startTestDemo()
  person = await visit(browser, demo)
})
afterAll(async () => {
  await browser.close()
  await demo.close()
  expect(person.complaints).toEqual([])
})

describe('the API that the signed-in page calls', () => {
  const text = (words: string | RegExp) => person.page.getByText(words)
  const notice = () => person.page.locator('[data-part="stale-data-notice"]')
  const banner = () => person.page.locator('[data-part="auth-error-banner"]')

  async function signIn() {
    await person.button('Sign in').click()
    await person.reaches('polling')
    for (const { id } of demo.provider.pending()) await demo.provider.approve(id)
    await text(/^As of /).waitFor()
  }
  // A page that knows nothing of what the API did before.
  beforeEach(async () => {
    demo.api.faults.mend()
    await person.page.reload()
    await person
      .button('Sign in')
      .or(text(/^As of /))
      .waitFor()
    if (await person.button('Sign in').isVisible()) await signIn()
  })

  /** What the API saw since `seen` was taken, in order. */
  const seen = () => demo.api.seen.length
  const sawSince = (before: number) =>
    demo.api.seen
      .slice(0, seen() - before)
      .map(({ method, path, status }) => `${method} ${path} ${status}`)
      .reverse()
  const movesSince = (before: number) =>
    sawSince(before)
      .filter((call) => call.startsWith('POST /api/moves'))
      .map((call) => call.split(' ').at(-1))

  it('renews a token that has expired, once, and shows nothing of it', async () => {
    demo.api.tokens.expireAll()
    const before = seen()
    await person.button('Reload').click()
    await expect
      .poll(() => sawSince(before))
      .toEqual(['GET /api/accounts 401', 'POST /api/token 200', 'GET /api/accounts 200'])
    await text(/^As of /).waitFor()
    expect(await notice().or(banner()).count()).toBe(0)
  })

  it('says that the session has ended where a refresh is refused, and begins anew with a sign-in', async () => {
    const other = await person.context.newPage()
    await other.goto(demo.url)
    await other.getByText('€2,483.50').waitFor()
    demo.api.tokens.expireAll()
    demo.api.faults.refuseRefresh()
    const before = seen()
    await person.button('Reload').click()
    for (const page of [person.page, other]) {
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
    await other.close()
  })

  it('forgets the tokens with a sign-out, and begins anew with the next sign-in, in every tab', async () => {
    const other = await person.context.newPage()
    await other.goto(demo.url)
    await other.getByText('€2,483.50').waitFor()
    await person.button('Sign out').click()
    for (const page of [person.page, other])
      await page.getByRole('heading', { name: 'Welcome to Acme' }).waitFor()
    const before = seen()
    await signIn()
    await other.getByText('€2,483.50').waitFor()
    const inEach = ['POST /api/token 200', 'GET /api/accounts 200']
    expect(sawSince(before).sort()).toEqual([...inEach, ...inEach].sort())
    await other.close()
  })

  it('sends nothing before Retry-After, and says how long that is', async () => {
    demo.api.faults.limit(4)
    const before = seen()
    await person.button('Reload').click()
    await notice()
      .getByText(/You can try again in \d seconds?/)
      .waitFor()
    await person.button('Reload').click()
    await text('Reloading…').waitFor()
    expect(sawSince(before)).toEqual(['GET /api/accounts 429'])
    await text(/^As of /).waitFor()
    expect(sawSince(before)).toEqual(['GET /api/accounts 429', 'GET /api/accounts 200'])
    const [next, first] = demo.api.seen
    expect((next?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(4_000)
  })

  it('keeps the accounts on the page while the API is stopped, and asks again when somebody wants it', async () => {
    demo.api.faults.stop('dropped', null)
    const before = seen()
    await person.button('Reload').click()
    await notice()
      .getByText(/^Shown as of /)
      .waitFor()
    await text('€2,483.50').waitFor()
    expect(sawSince(before)).toEqual(Array(3).fill('GET /api/accounts null'))
    demo.api.faults.mend()
    await notice().getByRole('button', { name: 'Try again' }).click()
    await notice().waitFor({ state: 'detached' })
    expect(sawSince(before)).toHaveLength(4)
    expect(await banner().count()).toBe(0)
  })

  it('leaves an API alone that fails again and again, for as long as it says', async () => {
    demo.api.faults.stop('overloaded', null)
    const before = seen()
    const wait = notice().getByText(/You can try again in \d+ seconds/)
    await expect
      .poll(
        async () => {
          await person.button('Move').click()
          return wait.isVisible()
        },
        { timeout: 20_000 },
      )
      .toBe(true)
    await person.button('Reload').click()
    await text(/^As of /).waitFor()
    expect(sawSince(before)).toHaveLength(5)
  })

  it('sends a move once, also where it fails, and says so', async () => {
    demo.api.faults.stop('dropped', 1)
    const before = seen()
    await person.button('Move').click()
    await banner().getByRole('heading', { name: 'No connection to the service' }).waitFor()
    expect(await banner().getByRole('button', { name: 'Try again' }).count()).toBe(0)
    await text('€2,483.50').waitFor()
    expect(movesSince(before)).toEqual(['null'])
    await person.button('Move').click()
    await text('€10.00 moved.').waitFor()
    await text('€2,473.50').waitFor()
    expect(movesSince(before)).toEqual(['null', '201'])
    expect(await banner().count()).toBe(0)
    await person.page.getByLabel('Amount in euros').fill('9000')
    await person.button('Move').click()
    await person.page.getByText('There is not that much in your current account.').first().waitFor()
    expect(movesSince(before)).toHaveLength(3)
  })
})
