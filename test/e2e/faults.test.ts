import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Fault } from '../../src/testing.js'
import { launchChromium } from './demo-page.js'
import { onSystem, SYSTEMS } from './system-page.js'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

/** The one that makes all later polls slower comes last. */
const STUMBLES: Fault[] = ['server_error', 'bad_gateway', 'drop', 'broken_json', 'accepted', 'slow_down']

describe.each(SYSTEMS)('$name, when things go wrong', (system) => {
  const on = onSystem(() => browser, system, { DEMO_WAIT_MS: '180000' })
  const faultsMet = () => expect.poll(() => on.faults.planned.length, { timeout: 20_000 }).toBe(0)

  it('a server that stumbles in every way, one after the other, then an approval', async () => {
    await on.start()
    for (const fault of STUMBLES) {
      on.faults.add(fault)
      await faultsMet()
      // Back to its pace: each failure after another one would wait longer.
      await on.person.page.locator('[data-part="approval-pending"][data-state="waiting"]').waitFor()
      expect(await on.status(), fault).toBe('polling')
    }
    await on.answer('Approve', await on.person.bindingCode())
    await on.signedIn()
    expect(on.pushes()).toBe(1)
  })

  it('an overloaded server is asked again when it said, and not before', async () => {
    on.faults.add('unavailable')
    await on.start()
    await faultsMet()
    await on.person.page.getByText('The service is slow. We keep trying.').waitFor()
    const since = Date.now()
    await on.answer('Approve', await on.person.bindingCode())
    await on.signedIn()
    // Ten seconds, less what the test took to get here.
    expect(Date.now() - since).toBeGreaterThan(7_000)
  })

  async function secondTab() {
    const tab = await on.person.context.newPage()
    await tab.goto(on.demo.url + system.path)
    return { tab, code: () => tab.locator('[data-part="binding-code"]').innerText() }
  }

  // The back end knows the request by the browser's cookie; AuthSec's is kept for its own tab alone.
  if (system.server === 'provider')
    it('two tabs: the second one goes on with the request of the first, and both are signed in', async () => {
      await on.start()
      const first = await on.person.bindingCode()
      const { tab, code } = await secondTab()
      expect(await code()).toBe(first)
      await on.answer('Approve', first)
      await on.signedIn(tab)
      await on.signedIn()
      expect(on.pushes()).toBe(1)
    })
  else
    it('two tabs: each has its own request, and each is approved by its own code', async () => {
      await on.start()
      const first = await on.person.bindingCode()
      const { tab, code } = await secondTab()
      await tab.getByRole('button', { name: 'Sign in', exact: true }).click()
      const second = await code()
      expect(second).not.toBe(first)
      await on.answer('Approve', second)
      await on.signedIn(tab)
      expect(await on.status()).toBe('polling')
      await on.answer('Approve', first)
      await on.signedIn()
      expect(on.pushes()).toBe(2)
    })

  it('offline and back: says so, and takes what was approved meanwhile', async () => {
    await on.start()
    const code = await on.person.bindingCode()
    const shown = on.person.phone.locator('[data-part="request"]', { hasText: code })
    await shown.waitFor()
    await on.person.context.setOffline(true)
    await on.person.page.getByText('You are offline. We go on when the connection is back.').waitFor()
    const { requests } = (await (await fetch(`${on.demo.url}/phone/api/requests`)).json()) as {
      requests: { id: string }[]
    }
    await fetch(`${on.demo.url}/phone/api/requests/${requests[0]?.id}/approve`, { method: 'POST' })
    expect(await on.status()).toBe('polling')
    await on.person.context.setOffline(false)
    await on.signedIn()
    expect(on.pushes()).toBe(1)
  })
})
