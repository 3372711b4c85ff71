import type { Browser, CDPSession } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchChromium } from './demo-page.js'
import { onSystem, SYSTEMS } from './system-page.js'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

const PERSIAN_ZERO = 0x6f0
const FULL_WIDTH_ZERO = 0xff10
const written = (code: string, zero: number) =>
  code.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)))
const halves = (code: string) => [code.slice(0, 3), code.slice(3)] as const

/** What a script of a page or of an extension runs to fill a field. */
const FILL = (code: string) => `
  const input = document.querySelector('[autocomplete="one-time-code"]')
  input.value = ${JSON.stringify(code)}
  for (const type of ['input', 'change']) input.dispatchEvent(new Event(type, { bubbles: true }))`

describe('the code field in Chromium', () => {
  const on = onSystem(() => browser, SYSTEMS[0], { DEMO_WAIT_MS: '120000' })
  let sent: string[]
  let chromium: CDPSession
  beforeEach(async () => {
    sent = []
    on.person.page.on('request', (request) => {
      if (!request.url().endsWith('/auth/totp')) return
      sent.push((JSON.parse(request.postData() ?? '{}') as { totp_code: string }).totp_code)
    })
    chromium = await on.person.context.newCDPSession(on.person.page)
    await on.start()
    await on.person.button('Use a code instead').click()
    await on.person.page.getByRole('textbox', { name: 'Verification code' }).waitFor()
  })
  const right = () => on.demo.authenticator.code()

  /** Signed in by one attempt with the right code, however it got into the field. */
  async function isSentOnce(code: string) {
    await on.signedIn()
    expect(sent).toEqual([code])
  }

  async function paste(text: string) {
    const { context, page } = on.person
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.evaluate((text) => navigator.clipboard.writeText(text), text)
    await page.keyboard.press('ControlOrMeta+V')
  }

  it.each([' ', '-'])(
    'MUST take 123 456, 123-456 and the digits of any script from the clipboard, normalised before they are cut',
    async (between) => {
      const code = right()
      await paste(halves(code).join(between))
      await isSentOnce(code)
    },
  )

  it('MUST take what a password manager fills in, and send it once', async () => {
    const code = right()
    // An extension lives in a world of its own, in which React has touched nothing.
    const { frameTree } = await chromium.send('Page.getFrameTree')
    const { executionContextId } = await chromium.send('Page.createIsolatedWorld', {
      frameId: frameTree.frame.id,
    })
    await chromium.send('Runtime.evaluate', { expression: `{${FILL(code)}}`, contextId: executionContextId })
    await isSentOnce(code)
  })

  it('takes what a script of the page fills in, too', async () => {
    const code = right()
    await on.person.page.evaluate(`{${FILL(halves(code).join(' '))}}`)
    await isSentOnce(code)
  })

  it('takes the digits that the keyboard of a language has', async () => {
    const code = right()
    for (const digit of written(code, PERSIAN_ZERO)) await on.person.page.keyboard.insertText(digit)
    await isSentOnce(code)
  })

  it('MUST leave a composition of an input method alone until it is done', async () => {
    const code = right()
    const wide = written(code, FULL_WIDTH_ZERO)
    const field = on.person.page.getByRole('textbox', { name: 'Verification code' })
    for (let length = 1; length <= 6; length++) {
      const text = wide.slice(0, length)
      await chromium.send('Input.imeSetComposition', { text, selectionStart: length, selectionEnd: length })
      expect(await field.inputValue()).toBe(text)
    }
    await chromium.send('Input.insertText', { text: wide })
    expect(await field.inputValue()).toBe(code)
    await isSentOnce(code)
  })

  it('MUST take what a keyboard on a screen types, digit by digit or at once', async () => {
    const code = right()
    const [first, second] = halves(code)
    // Text without keys, by `beforeinput` and `input` alone: as typed on a screen, and as suggested above its keyboard.
    for (const digit of first) await on.person.page.keyboard.insertText(digit)
    await on.person.page.keyboard.insertText(` ${second}`)
    await isSentOnce(code)
  })
})
