import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Demo } from '../../demo/start.js'
import {
  axeFindings,
  launchChromium,
  type Person,
  scrollsSideways,
  startTestDemo,
  visit,
} from './demo-page.js'

let browser: Browser
let demo: Demo
let person: Person

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())
beforeEach(async ({ task }) => {
  const settings = task.name.includes('lapses') ? { DEMO_EXPIRES_IN_S: '3' } : {}
  demo = await startTestDemo(settings)
  person = await visit(browser, demo, '/device')
})
afterEach(async () => {
  expect(person.complaints).toEqual([])
  await person.context.close()
  await demo.close()
})

const signedIn = () => person.page.getByText('Signed in as Dana Demo').waitFor()

async function start(button = 'Sign in'): Promise<string> {
  await person.button(button).click()
  await person.reaches('polling')
  return person.bindingCode()
}

/** Types the code on the phone, as the page says. */
async function enter(code: string) {
  await person.phone.goto(`${demo.url}/phone/code`)
  await person.phone.getByRole('textbox', { name: 'Code on the other screen' }).fill(code)
  await person.phone.getByRole('button', { name: 'Continue' }).click()
}

async function answer(name: 'Approve' | 'Deny', code: string) {
  const request = person.phone.locator('[data-part="request"]', { hasText: code })
  await request.getByRole('button', { name, exact: true }).click()
}

describe('signing in with a code on another device, at a real OpenID provider', () => {
  it('by the link: the same code on both screens, approved, signed in by the ID token', async () => {
    const calls: { url: string; body: string | null }[] = []
    person.page.on('request', (request) => calls.push({ url: request.url(), body: request.postData() }))
    const code = await start()
    expect(code).toMatch(/^[A-Z]{4}-[A-Z]{4}$/)
    await person.page.getByRole('img', { name: 'Or scan this QR code with your phone.' }).waitFor()
    expect(await axeFindings(person.page)).toEqual([])
    await person.page.setViewportSize({ width: 320, height: 640 })
    expect(await scrollsSideways(person.page)).toBe(false)

    const link = person.page.getByRole('link', { name: /\/phone\/code$/ })
    await person.phone.goto((await link.getAttribute('href')) ?? '')
    await person.phone.getByText(code, { exact: true }).waitFor()
    expect(new URL(person.phone.url()).search).toBe('')
    expect(await axeFindings(person.phone)).toEqual([])
    await answer('Approve', code)
    await signedIn()
    expect(demo.provider.pushes).toBe(0)

    // The device code is in the bodies of polls and nowhere else.
    const polls = calls.filter(({ url }) => url.endsWith('/device/api/token'))
    const deviceCode = new URLSearchParams(polls[0]?.body ?? '').get('device_code') ?? 'none'
    expect(deviceCode.length).toBeGreaterThan(20)
    expect(calls.map(({ url }) => url).join(' ')).not.toContain(deviceCode)
    expect(await person.page.content()).not.toContain(deviceCode)
    expect(await person.page.evaluate(() => [sessionStorage.length, localStorage.length])).toEqual([0, 0])
  })

  it('by hand, in small letters: denied, then a new code', async () => {
    const first = await start()
    await enter(first.toLowerCase().replace('-', ' '))
    await answer('Deny', first)
    await person.reaches('denied')
    expect(await start('Try again')).not.toBe(first)
  })

  it('a code that lapses says so, and can no longer be entered', async () => {
    const code = await start()
    await person.page
      .getByRole('timer')
      .getByText(/^[1-3] seconds? left$/)
      .waitFor()
    await person.reaches('expired')
    await enter(code)
    await person.phone.getByText('No sign-in waits for this code.').waitFor()
  })
})
