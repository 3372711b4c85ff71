import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
  demo = await startTestDemo({ DEMO_WAIT_MS: '60000', DEMO_RESEND_MS: '1000' })
  person = await visit(browser, demo)
})
afterAll(async () => {
  await browser.close()
  await demo.close()
})

const LOOKS = [
  [320, 'light'],
  [1280, 'dark'],
] as const

const STATES: [string, (person: Person) => Promise<void>][] = [
  ['idle', () => person.button('Sign in').waitFor()],
  [
    'malformed address',
    async () => {
      await person.page.getByRole('textbox', { name: 'Email' }).fill('dana')
      await person.button('Sign in').click()
      await person.page.getByText('in the form').waitFor()
    },
  ],
  [
    'polling, with a request on the phone',
    async () => {
      await person.page.getByRole('textbox', { name: 'Email' }).fill('dana@example.com')
      await person.button('Sign in').click()
      await person.button('Send again').waitFor()
      await person.phone.getByRole('button', { name: 'Deny' }).waitFor()
    },
  ],
  [
    'totp',
    async () => {
      await person.button('Use a code instead').click()
      await person.reaches('totp')
    },
  ],
  [
    'cancelled',
    async () => {
      await person.button('Cancel').click()
      await person.reaches('cancelled')
    },
  ],
  [
    'denied',
    async () => {
      await person.phone.getByRole('button', { name: 'Deny' }).click()
      await person.button('Try again').click()
      await person.reaches('polling')
      await person.phone.getByRole('button', { name: 'Deny' }).click()
      await person.reaches('denied')
    },
  ],
  [
    'signed in',
    async () => {
      await person.button('Try again').click()
      await person.phone.getByRole('button', { name: 'Approve' }).click()
      await person.page.getByText('Your accounts').waitFor()
    },
  ],
  [
    'accounts that are old, and a move that failed',
    async () => {
      demo.api.faults.stop('overloaded', null)
      await person.button('Move').click()
      await person.page.locator('[data-part="auth-error-banner"]').waitFor()
      await person.page.locator('[data-part="stale-data-notice"]').waitFor()
    },
  ],
  [
    'a move that is refused at its field',
    async () => {
      demo.api.faults.mend()
      await person.page.getByLabel('Amount in euros').fill('9000')
      await person.button('Move').click()
      await person.page.locator('input[aria-invalid]').waitFor()
      await person.page.locator('[data-part="stale-data-notice"]').waitFor({ state: 'detached' })
    },
  ],
]

describe('each state of both pages has no axe finding and does not scroll sideways at 320 px', () => {
  it.each(STATES)('%s', async (_name, reach) => {
    await reach(person)
    for (const page of [person.page, person.phone])
      for (const [width, colorScheme] of LOOKS) {
        await page.setViewportSize({ width, height: 800 })
        await page.emulateMedia({ colorScheme })
        expect(await axeFindings(page)).toEqual([])
        expect(await scrollsSideways(page)).toBe(false)
      }
  })
})
