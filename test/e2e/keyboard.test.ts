import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchChromium } from './demo-page.js'
import { onSystem, SYSTEMS } from './system-page.js'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

type Box = { name: string; top: number; bottom: number; left: number; right: number }

/** Below the other one, or beside it in the same line. */
const isAfter = (box: Box, before: Box) =>
  box.top >= before.bottom - 1 || (box.bottom > before.top && box.left >= before.right - 1)

describe('with Tab, Shift+Tab, Enter and Space alone', () => {
  const on = onSystem(() => browser, SYSTEMS[0], { DEMO_WAIT_MS: '120000' })
  const key = (name: string) => on.person.page.keyboard.press(name)

  /** What has the focus, by the text that people see of it; and what had it before the last step, as it lies now. */
  const focus = () =>
    on.person.page.evaluate((): { now: Box; before: Box } => {
      const boxOf = (element: Element): Box => {
        const { top, bottom, left, right } = element.getBoundingClientRect()
        const label = element instanceof HTMLInputElement ? element.labels?.[0] : element
        const name = element === document.body ? 'nothing' : (label?.textContent ?? '')
        return { name, top, bottom, left, right }
      }
      const now = document.activeElement ?? document.body
      const before = document.querySelector('[data-was-focused]') ?? document.body
      return { now: boxOf(now), before: boxOf(before) }
    })
  const focused = async () => (await focus()).now
  const focusIsOn = (name: string) => expect.poll(async () => (await focused()).name).toBe(name)

  /** Both boxes are of the same moment: a text that comes in between moves what is below it. */
  async function step(name: 'Tab' | 'Shift+Tab') {
    await on.person.page.evaluate(() => {
      document.querySelector('[data-was-focused]')?.removeAttribute('data-was-focused')
      document.activeElement?.setAttribute('data-was-focused', '')
    })
    await key(name)
    return focus()
  }

  /** Goes on with Tab to what has this name, each step later in what is seen than the one before. */
  async function tabTo(name: string) {
    for (let steps = 0; steps < 12 && (await focused()).name !== name; steps++) {
      const { now, before } = await step('Tab')
      if (before.name !== 'nothing')
        expect(isAfter(now, before), `${now.name} after ${before.name}`).toBe(true)
    }
    expect((await focused()).name).toBe(name)
  }

  /** Goes back with Shift+Tab, the same way. */
  async function tabBackTo(name: string) {
    for (let steps = 0; steps < 12 && (await focused()).name !== name; steps++) {
      const { now, before } = await step('Shift+Tab')
      expect(isAfter(before, now), `${before.name} after ${now.name}`).toBe(true)
    }
    expect((await focused()).name).toBe(name)
  }

  /** Whether the focus was on nothing for longer than a change of the page takes. */
  const timesLost = () => on.person.page.evaluate(() => (window as { timesLost?: number }).timesLost)
  beforeEach(async () => {
    await on.person.button('Sign in').waitFor()
    await tabTo('Email')
    await on.person.page.evaluate(() => {
      const page = window as { timesLost?: number }
      page.timesLost = 0
      let sinceMs: number | null = null
      setInterval(() => {
        if (document.activeElement !== document.body) sinceMs = null
        else if (sinceMs === null) sinceMs = performance.now()
        else if (performance.now() - sinceMs > 250) page.timesLost = (page.timesLost ?? 0) + 1
      }, 20)
    })
  })
  const neverLost = async () => expect(await timesLost()).toBe(0)

  async function signIn() {
    await key('ControlOrMeta+A')
    await on.person.page.keyboard.type('dana@example.com')
    await key('Enter')
    await focusIsOn('Approve on your phone')
  }

  it('MUST be usable with the keyboard alone, in the order that is seen', async () => {
    await signIn()
    await tabTo('Cancel')
    await tabBackTo('Use a code instead')
    await on.answer('Approve', await on.person.bindingCode())
    await on.signedIn()
    await focusIsOn('Welcome back')
    await tabTo('Sign out')
    await key('Space')
    await focusIsOn('Welcome to Acme')
    await tabTo('Sign in')
    await tabBackTo('Email')
    await neverLost()
  })

  it('through a malformed address, a wrong code and the right one', async () => {
    await key('ControlOrMeta+A')
    await on.person.page.keyboard.type('dana')
    await tabTo('Sign in')
    await key('Enter')
    await on.person.problem('in the form name@example.com').waitFor()
    await focusIsOn('Email')
    await signIn()
    await tabTo('Use a code instead')
    await key('Space')
    await focusIsOn('Verification code')
    await tabTo('Cancel')
    await tabBackTo('Verification code')
    await on.person.page.keyboard.type(on.wrongCode())
    await on.person.problem('2 attempts left').waitFor()
    await focusIsOn('Verification code')
    // Selected, and so typed over.
    await on.person.page.keyboard.type(on.demo.authenticator.code())
    await on.signedIn()
    await focusIsOn('Welcome back')
    await neverLost()
  })

  it('through a refusal and a cancel', async () => {
    await signIn()
    await on.answer('Deny', await on.person.bindingCode())
    await focusIsOn('You declined on your phone')
    await tabTo('Copy details')
    await tabBackTo('Try again')
    await key('Enter')
    await focusIsOn('Approve on your phone')
    await tabTo('Cancel')
    await key('Space')
    await focusIsOn('Cancelled')
    await tabTo('Start over')
    await tabBackTo('Try again')
    await key('Enter')
    await focusIsOn('Approve on your phone')
    await on.answer('Approve', await on.person.bindingCode())
    await on.signedIn()
    await focusIsOn('Welcome back')
    await neverLost()
  })

  it('through a service that is down', async () => {
    await on.demo.provider.stop()
    await key('Enter')
    await focusIsOn('Sending the request')
    await expect
      .poll(async () => (await focused()).name, { timeout: 30_000 })
      .toBe('The service cannot be reached')
    await on.demo.provider.start()
    await tabTo('Try again')
    await key('Space')
    await focusIsOn('Approve on your phone')
    await on.answer('Approve', await on.person.bindingCode())
    await on.signedIn()
    await focusIsOn('Welcome back')
    await neverLost()
  })
})
