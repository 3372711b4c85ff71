import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Demo } from '../../demo/start.js'
import { axeFindings, launchChromium, scrollsSideways, startTestDemo } from './demo-page.js'

let browser: Browser
let demo: Demo
beforeAll(async () => {
  browser = await launchChromium()
  demo = await startTestDemo()
})
afterAll(async () => {
  await browser.close()
  await demo.close()
})

async function open(path: string, width = 1280) {
  const context = await browser.newContext({ viewport: { width, height: 800 } })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.exposeFunction('complain', (what: string) => complaints.push(what))
  await page.addInitScript(
    "addEventListener('securitypolicyviolation', (e) => complain(e.violatedDirective + ' ' + e.sourceFile))",
  )
  await page.goto(demo.url + path)
  return { context, page, complaints, health: page.locator('[data-part="auth-health"]') }
}

async function meet(page: Page, row: string, state: string) {
  await page.locator('.rows').getByText(row, { exact: true }).click()
  await page.locator(`[data-part="outcome"][data-row="${row}"][data-state="${state}"]`).waitFor()
}
const counted = (page: Page, code: string) =>
  page.locator('[data-part="health-errors"] tbody tr', { hasText: code }).locator('td').first()

it('counts what is made to fail, and what helped', async () => {
  const { context, page, complaints, health } = await open('/systems/nexla')
  await health.getByText('Errors: 0 in the last 5 minutes, 0 in the last hour.').waitFor()
  await health.getByText('Nothing has failed in the last hour.').waitFor()
  await meet(page, 'AUTH_004', 'failed')
  await health.getByText('Errors: 1 in the last 5 minutes, 1 in the last hour.').waitFor()
  await meet(page, 'AUTH_001', 'failed')
  await page.getByRole('button', { name: 'Do what helps' }).click()
  await page.locator('[data-part="outcome"][data-state="worked_again"]').waitFor()
  await meet(page, 'AUTH_004', 'failed')
  await health.getByText('Errors: 3 in the last 5 minutes, 3 in the last hour.').waitFor()
  expect(await counted(page, 'AUTH_004').innerText()).toBe('2')
  expect(await counted(page, 'AUTH_001').innerText()).toBe('1')
  const recovered = page.locator('[data-part="health-recoveries"] tbody tr')
  expect(await recovered.locator('th, td').allInnerTexts()).toEqual(['re_authenticate', '1', '1'])
  await page.getByRole('link', { name: '3 errors counted since this page was opened' }).waitFor()
  expect(complaints).toEqual([])
  await context.close()
})

it('counts the errors of a sign-in, whoever made them', async () => {
  const { context, page, complaints, health } = await open('/systems/authsec')
  await meet(page, 'DENIED', 'denied')
  await meet(page, 'NO_DEVICE', 'failed')
  await health.getByText('Errors: 2 in the last 5 minutes, 2 in the last hour.').waitFor()
  expect(await counted(page, 'access_denied').innerText()).toBe('1')
  expect(await counted(page, 'no_device_registered').innerText()).toBe('1')
  expect(complaints).toEqual([])
  await context.close()
})

it('counts a wrong password, of which no request of the app tells', async () => {
  const { context, page, health } = await open('/systems/chordian')
  await meet(page, 'INVALID_CREDENTIALS', 'failed')
  await health.getByText('Errors: 1 in the last 5 minutes, 1 in the last hour.').waitFor()
  await context.close()
})

it.each([320, 1280])(
  'shows that a server which fails five times is left alone: the sixth call does not reach it, at %i px',
  async (width) => {
    const { context, page, complaints, health } = await open('/systems/authos', width)
    await health.getByText('Calls to every server go out.').waitFor()
    await page.getByRole('checkbox', { name: /^Call six times in a row/ }).check()
    await meet(page, 'INTERNAL_SERVER_ERROR', 'failed')
    const outcome = page.locator('[data-part="outcome"]')
    expect(await outcome.getByRole('heading').first().innerText()).toBe('The service cannot be reached')
    expect(await outcome.locator('[data-part="seen"]').getAttribute('data-calls')).toBe('5')
    const circuit = page.locator('[data-part="health-circuits"] tbody tr')
    await circuit.waitFor()
    expect((await circuit.locator('th, td').allInnerTexts()).slice(0, 2)).toEqual([demo.url, 'Held back'])
    expect(await counted(page, 'INTERNAL_SERVER_ERROR').innerText()).toBe('5')
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await axeFindings(page)).toEqual([])
      expect(await scrollsSideways(page)).toBe(false)
    }
    expect(complaints).toEqual([])
    await context.close()
  },
)

it.each([
  { width: 320, row: 'DENIED', state: 'denied' },
  { width: 1280, row: 'TOO_MANY_RETRIES', state: 'locked' },
])(
  'AuthSec’s page has no axe finding and does not scroll sideways at $width px: $row',
  async ({ width, row, state }) => {
    const { context, page, complaints } = await open('/systems/authsec', width)
    await meet(page, row, state)
    await page.locator('[data-part="seen"] .seen-then').nth(1).waitFor()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await axeFindings(page)).toEqual([])
      expect(await scrollsSideways(page)).toBe(false)
    }
    expect(complaints).toEqual([])
    await context.close()
  },
)
