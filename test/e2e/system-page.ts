import type { Browser } from 'playwright-core'
import { afterEach, beforeEach, expect } from 'vitest'
import type { Demo } from '../../demo/start.js'
import { type Person, startTestDemo, visit } from './demo-page.js'

export const SYSTEMS = [
  { name: 'a standard CIBA server', path: '/', server: 'provider' },
  { name: 'AuthSec', path: '/authsec', server: 'authsec' },
] as const

/** A demo and a person for each test, and what one does with them whatever the system. */
export function onSystem(
  browser: () => Browser,
  { path, server }: Pick<(typeof SYSTEMS)[number], 'path' | 'server'>,
  settings: Record<string, string> = {},
) {
  let demo: Demo
  let person: Person

  beforeEach(async () => {
    demo = await startTestDemo({ DEMO_COOL_DOWN_MS: '1500', DEMO_RESEND_MS: '2000', ...settings })
    person = await visit(browser(), demo, path)
  })
  afterEach(async () => {
    expect(person.complaints).toEqual([])
    await person.context.close()
    await demo.close()
  })

  return {
    get demo() {
      return demo
    },
    get person() {
      return person
    },
    get faults() {
      return demo[server].faults
    },
    pushes: () => demo[server].pushes,
    signedIn: (page = person.page) => page.getByText(/^Signed in as /).waitFor(),
    async start() {
      await person
        .button('Sign in')
        .click()
        .catch(async (thrown: unknown) => {
          const shown = await person.page.locator('body').innerText()
          throw new Error(`The page shows: ${shown}`, { cause: thrown })
        })
      await person.reaches('polling')
    },
    status: () => person.root.getAttribute('data-state'),
    /** Answers the prompt with this code, once the phone shows it. */
    async answer(name: 'Approve' | 'Deny', code: string) {
      const request = person.phone.locator('[data-part="request"]', { hasText: code })
      await request.getByRole('button', { name, exact: true }).click()
    },
    /** A code that is wrong now; another one for each `n`. */
    wrongCode: (n = 0) => {
      const code = String(n).padStart(6, '0')
      return demo.authenticator.code() === code ? '999999' : code
    },
    enter: (code: string) => person.page.getByRole('textbox', { name: 'Verification code' }).fill(code),
  }
}
