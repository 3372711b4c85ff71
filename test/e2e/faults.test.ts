import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Fault } from '../../src/testing.js'
import { axeFindings, launchChromium, scrollsSideways } from './demo-page.js'
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

describe('the page that makes something fail', () => {
  const on = onSystem(() => browser, SYSTEMS[0])

  it.each([320, 1280])('plans faults and takes them back, at %i px without findings', async (width) => {
    const page = await on.person.context.newPage()
    await page.setViewportSize({ width, height: 800 })
    await page.goto(`${on.demo.url}/faults`)
    await page.getByLabel('AuthSec behind /authsec').check()
    await page.getByLabel('What it does').selectOption('bad_gateway')
    await page.getByLabel('For how many polls').fill('2')
    await page.getByRole('button', { name: 'Plan it' }).click()
    const planned = page.locator('[data-part="planned-authsec"]')
    await planned.getByText('2 polls, the next one is behind a broken proxy: 502, HTML').waitFor()
    expect(on.demo.authsec.faults.planned).toEqual(['bad_gateway', 'bad_gateway'])
    expect(await axeFindings(page)).toEqual([])
    expect(await scrollsSideways(page)).toBe(false)
    await page.getByRole('button', { name: 'Take them back' }).click()
    await planned.getByText('0 polls').waitFor()
    expect(on.demo.authsec.faults.planned).toEqual([])
  })

  it.each([320, 1280])(
    'does to the API what it says, and shows what it saw, at %i px without findings',
    async (width) => {
      const page = await on.person.context.newPage()
      await page.setViewportSize({ width, height: 800 })
      await page.goto(`${on.demo.url}/faults`)
      const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
      const now = (text: string | RegExp) => page.locator('[data-part="api-now"]').getByText(text).waitFor()
      await now('The API works.')
      await press('Stop it')
      await now('Stopped: it answers 503, until it is started again.')
      expect(on.demo.api.faults.state().stopped).toEqual({ how: 'overloaded', times: null })
      await page.getByLabel('How it fails').selectOption('dropped')
      await page.getByLabel('For how many calls').fill('2')
      await press('Stop it')
      await now('Stopped: it drops the connection, 2 times more.')
      await fetch(`${on.demo.url}/api/accounts`).catch(() => null)
      await now('Stopped: it drops the connection, once more.')
      await page.getByText('dropped', { exact: true }).waitFor()
      await press('Limit it')
      await press('Refuse the next refresh')
      await now(/until [\d:]{8}\. The next refresh is refused, and ends the session\.$/)
      expect(await axeFindings(page)).toEqual([])
      expect(await scrollsSideways(page)).toBe(false)
      await press('Start it again')
      await now('The API works.')
      const token = on.demo.api.tokens.issue({ sub: 'dana' })
      const call = () =>
        fetch(`${on.demo.url}/api/accounts`, { headers: { authorization: `Bearer ${token}` } })
      expect((await call()).status).toBe(200)
      await press('Expire all of them')
      await expect.poll(async () => (await call()).status).toBe(401)
      expect(await page.content()).not.toContain(token)
    },
  )
})
