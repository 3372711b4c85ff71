import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { sharedDemo } from './shared-demo.js'

const shared = sharedDemo()

async function open(path: string, width?: number) {
  const opened = await shared.open(path, width)
  return { ...opened, health: opened.page.locator('[data-part="auth-health"]') }
}

async function meet(page: Page, row: string, state: string) {
  await page.locator('.rows').getByText(row, { exact: true }).click()
  await page.locator(`[data-part="outcome"][data-row="${row}"][data-state="${state}"]`).waitFor()
}
const counted = (page: Page, code: string) =>
  page.locator('[data-part="health-errors"] tbody tr', { hasText: code }).locator('td').first()

it('counts what is made to fail, and what helped', async () => {
  const { page, health, close } = await open('/systems/nexla')
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
  await close()
})

it('counts the errors of a sign-in, whoever made them', async () => {
  const { page, health, close } = await open('/systems/authsec')
  await meet(page, 'DENIED', 'denied')
  await meet(page, 'NO_DEVICE', 'failed')
  await health.getByText('Errors: 2 in the last 5 minutes, 2 in the last hour.').waitFor()
  expect(await counted(page, 'access_denied').innerText()).toBe('1')
  expect(await counted(page, 'no_device_registered').innerText()).toBe('1')
  await close()
})

it('counts that the state of an account could not be asked for', async () => {
  const { page, health, close } = await open('/systems/biid')
  await meet(page, 'STATE_UNREACHABLE', 'failed')
  await page.getByRole('button', { name: 'Do what helps' }).click()
  await page.locator('[data-part="outcome"][data-state="told"]').waitFor()
  await health.getByText('Errors: 2 in the last 5 minutes, 2 in the last hour.').waitFor()
  expect(await counted(page, 'HTTP_503').innerText()).toBe('1')
  await close()
})

it('counts a wrong password, of which no request of the app tells', async () => {
  const { page, health, close } = await open('/systems/chordian')
  await meet(page, 'INVALID_CREDENTIALS', 'failed')
  await health.getByText('Errors: 1 in the last 5 minutes, 1 in the last hour.').waitFor()
  await close()
})

it.each([320, 1280])(
  'shows that a server which fails five times is left alone, then asked once until it answers, at %i px',
  async (width) => {
    const { page, health, isSound, close } = await open('/systems/authos', width)
    await health.getByText('Calls to every server go out.').waitFor()
    await page.getByRole('checkbox', { name: /^Call six times in a row/ }).check()
    await meet(page, 'INTERNAL_SERVER_ERROR', 'failed')
    const outcome = page.locator('[data-part="outcome"]')
    expect(await outcome.getByRole('heading').first().innerText()).toBe('The service cannot be reached')
    expect(await outcome.locator('[data-part="seen"]').getAttribute('data-calls')).toBe('5')
    const circuit = page.locator('[data-part="health-circuits"] tbody tr')
    await circuit.waitFor()
    const isHeldBack = async () =>
      expect((await circuit.locator('th, td').allInnerTexts()).slice(0, 2)).toEqual([
        shared.demo.url,
        'Held back',
      ])
    await isHeldBack()
    expect(await counted(page, 'INTERNAL_SERVER_ERROR').innerText()).toBe('5')
    await isSound()

    // Once the time is over one call goes out, and fails as the sixth was to: the time begins anew.
    const helps = outcome.getByRole('button', { name: 'Do what helps' })
    await helps.click()
    await outcome.locator('[data-calls="6"]').waitFor()
    expect(await outcome.getByRole('heading').first().innerText()).toBe('The service has a problem')
    await isHeldBack()
    expect(await counted(page, 'INTERNAL_SERVER_ERROR').innerText()).toBe('6')

    // Too soon: nothing is sent, and the banner says when it may be.
    await helps.click()
    await outcome.getByRole('heading', { name: 'The service cannot be reached' }).waitFor()
    expect(await outcome.locator('[data-part="seen"]').getAttribute('data-calls')).toBe('6')
    await helps.click()
    await page.locator('[data-part="outcome"][data-state="worked_again"]').waitFor()
    expect(await outcome.locator('[data-part="seen"]').getAttribute('data-calls')).toBe('7')
    await circuit.getByText('Go out').waitFor()
    await close()
  },
)

it.each([
  { width: 320, row: 'DENIED', state: 'denied' },
  { width: 1280, row: 'TOO_MANY_RETRIES', state: 'locked' },
])(
  'AuthSec’s page has no axe finding and does not scroll sideways at $width px: $row',
  async ({ width, row, state }) => {
    const { page, isSound, close } = await open('/systems/authsec', width)
    await meet(page, row, state)
    await page.locator('[data-part="seen"] .seen-then').nth(1).waitFor()
    await isSound()
    await close()
  },
)
