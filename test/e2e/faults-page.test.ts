import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings, launchChromium, scrollsSideways } from './demo-page.js'
import { onSystem, SYSTEMS } from './system-page.js'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

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
