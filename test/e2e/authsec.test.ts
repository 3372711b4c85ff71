import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from './demo-page.js'
import { onSystem, SYSTEMS } from './system-page.js'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

/** What test/e2e/sign-in.test.ts shows for a standard CIBA server. */
describe('signing in with AuthSec', () => {
  const on = onSystem(() => browser, SYSTEMS[1])

  it('approve: the same code on both screens, one push', async () => {
    await on.start()
    await on.answer('Approve', await on.person.bindingCode())
    await on.signedIn()
    expect(on.pushes()).toBe(1)
  })

  it('deny, try again, approve', async () => {
    await on.start()
    await on.answer('Deny', await on.person.bindingCode())
    await on.person.page.getByRole('heading', { name: 'You declined on your phone' }).waitFor()
    await on.person.button('Try again').click()
    await on.person.reaches('polling')
    await on.answer('Approve', await on.person.bindingCode())
    await on.signedIn()
    expect(on.pushes()).toBe(2)
  })

  it('a wrong code says how many tries are left, the right one signs in', async () => {
    await on.start()
    await on.person.button('Use a code instead').click()
    await on.enter(on.wrongCode())
    await on.person.problem('2 attempts left.').waitFor()
    await on.enter(on.demo.authenticator.code())
    await on.signedIn()
  })

  it('three wrong codes: locked for the time that it says; the push still works', async () => {
    await on.start()
    await on.person.button('Use a code instead').click()
    for (const [n, left] of ['2 attempts left.', '1 attempt left.'].entries()) {
      await on.enter(on.wrongCode(n))
      await on.person.problem(left).waitFor()
    }
    await on.enter(on.wrongCode(2))
    await on.person.reaches('locked')
    const said = on.person.page.getByText(/^You can try again in \d+ seconds?\.$/)
    await said.first().waitFor()
    await on.person.reaches('totp')
    await on.person.button('Back to the request on your phone').click()
    await on.person.reaches('polling')
    await on.answer('Approve', await on.person.bindingCode())
    await on.signedIn()
    expect(on.pushes()).toBe(1)
  })

  it('a reload while waiting goes on with the same request and the same code', async () => {
    await on.start()
    const code = await on.person.bindingCode()
    await on.person.page.reload()
    await on.person.reaches('polling')
    expect(await on.person.bindingCode()).toBe(code)
    await on.answer('Approve', code)
    await on.signedIn()
    expect(on.pushes()).toBe(1)
    // What was kept for the reload is gone, and nothing else was ever stored.
    const stored = await on.person.page.evaluate(() => [sessionStorage.length, localStorage.length])
    expect(stored).toEqual([0, 0])
  })
})
