import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from './demo-page.js'
import { onSystem, SYSTEMS } from './system-page.js'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

describe('a minute in the background', () => {
  const on = onSystem(() => browser, SYSTEMS[0], { DEMO_WAIT_MS: '180000' })

  it('costs no approval: a frozen tab asks at once when somebody comes back', async () => {
    await on.start()
    const authsec = await on.person.context.newPage()
    await authsec.goto(`${on.demo.url}/authsec`)
    await authsec.getByRole('button', { name: 'Sign in', exact: true }).click()
    await authsec.locator('[data-state="waiting"]').waitFor()
    const codes = [
      await on.person.bindingCode(),
      await authsec.locator('[data-part="binding-code"]').innerText(),
    ]
    const sessions = await Promise.all(
      [on.person.page, authsec].map((page) => on.person.context.newCDPSession(page)),
    )
    for (const session of sessions) await session.send('Page.setWebLifecycleState', { state: 'frozen' })
    for (const code of codes) await on.answer('Approve', code)
    await on.person.phone.waitForTimeout(60_000)
    for (const session of sessions) await session.send('Page.setWebLifecycleState', { state: 'active' })
    const since = Date.now()
    await on.signedIn()
    await on.signedIn(authsec)
    expect(Date.now() - since).toBeLessThan(5_000)
  }, 120_000)
})
