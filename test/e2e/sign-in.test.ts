import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Demo } from '../../demo/start.js'
import { launchChromium, type Person, startTestDemo, visit } from './demo-page.js'

let browser: Browser
let demo: Demo
let person: Person

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())
beforeEach(async () => {
  demo = await startTestDemo({ DEMO_WAIT_MS: '4000', DEMO_COOL_DOWN_MS: '1500', DEMO_RESEND_MS: '2000' })
  person = await visit(browser, demo)
})
afterEach(async () => {
  expect(person.complaints).toEqual([])
  await person.context.close()
  await demo.close()
})

const signedIn = () => person.page.getByText('Signed in as Dana Demo').waitFor()
const onPhone = (name: 'Approve' | 'Deny') => person.phone.getByRole('button', { name, exact: true }).click()

async function start() {
  await person.button('Sign in').click()
  await person.reaches('polling')
}

async function codeOnPhone(): Promise<string> {
  return person.phone.locator('[data-part="totp-code"]').innerText()
}

describe('signing in with the demo', () => {
  it('approve: the same code on both screens, one push, signed in by the ID token', async () => {
    await person.page.getByRole('textbox', { name: 'Email' }).waitFor()
    expect(await person.page.getByRole('textbox', { name: 'Email' }).inputValue()).toBe('dana@example.com')
    await start()
    const code = await person.bindingCode()
    expect(code).toMatch(/^[A-Z0-9]{3}-[A-Z0-9]{3}$/)
    await person.phone.getByText(code, { exact: true }).waitFor()
    await onPhone('Approve')
    await signedIn()
    expect(demo.provider.pushes).toBe(1)
  })

  it('a double click is one push', async () => {
    await person.button('Sign in').dblclick()
    await person.reaches('polling')
    await onPhone('Approve')
    await signedIn()
    expect(demo.provider.pushes).toBe(1)
  })

  it('deny: a banner with the request id, try again, approve', async () => {
    await start()
    await onPhone('Deny')
    await person.reaches('denied')
    await person.page.getByRole('heading', { name: 'You declined on your phone' }).waitFor()
    expect(await person.page.locator('[data-part="request-id"]').innerText()).toMatch(/^[\w-]{8,64}$/)
    await person.button('Try again').click()
    await person.reaches('polling')
    await onPhone('Approve')
    await signedIn()
    expect(demo.provider.pushes).toBe(2)
  })

  it('nobody answers: keep waiting for the same request, approve', async () => {
    await start()
    const code = await person.bindingCode()
    await person.reaches('timeout')
    await person.button('Keep waiting').click()
    await person.reaches('polling')
    expect(await person.bindingCode()).toBe(code)
    await onPhone('Approve')
    await signedIn()
    expect(demo.provider.pushes).toBe(1)
  })

  it('a code instead of the push: a wrong one says how many tries are left, the right one signs in', async () => {
    await start()
    await person.button('Use a code instead').click()
    const field = person.page.getByRole('textbox', { name: 'Verification code' })
    const right = await codeOnPhone()
    await field.fill(right === '000000' ? '000001' : '000000')
    await person.problem('2 attempts left').waitFor()
    expect(await field.evaluate((input) => input === document.activeElement)).toBe(true)
    await field.fill(await codeOnPhone())
    await person.button('Verify').click()
    await signedIn()
    expect(demo.provider.pushes).toBe(1)
  })

  it('a code signs in once: after signing out it is a wrong one', async () => {
    const field = person.page.getByRole('textbox', { name: 'Verification code' })
    await start()
    await person.button('Use a code instead').click()
    const code = await codeOnPhone()
    await field.fill(code)
    await signedIn()
    await person.button('Sign out').click()
    await start()
    await person.button('Use a code instead').click()
    await field.fill(code)
    await person.problem('2 attempts left').waitFor()
  })

  it('three wrong codes: locked for the time that it says, then open again', async () => {
    await start()
    await person.button('Use a code instead').click()
    const field = person.page.getByRole('textbox', { name: 'Verification code' })
    const right = await codeOnPhone()
    const wrong = ['111111', '222222', '333333', '444444'].filter((code) => code !== right)
    for (const [index, code] of wrong.slice(0, 3).entries()) {
      await field.fill(code)
      if (index < 2) await person.problem(index === 0 ? '2 attempts left' : '1 attempt left').waitFor()
    }
    await person.reaches('locked')
    await person.page.getByText(/try again in \d+ seconds?/).waitFor()
    await person.reaches('totp')
    await field.fill(await codeOnPhone())
    await signedIn()
  })

  it('cancel: ends at once, says that the phone may still ask; what is approved there does nothing', async () => {
    await start()
    await person.button('Cancel').click()
    await person.reaches('cancelled')
    await person.page.getByText('Your phone may still show the request').waitFor()
    await onPhone('Approve')
    await person.button('Try again').click()
    await person.reaches('polling')
    expect(demo.provider.pushes).toBe(2)
    expect(await person.page.getByText('Signed in as').count()).toBe(0)
  })

  it('send again: possible after the pause, a second push with a new code, and the newest one counts', async () => {
    await start()
    const first = await person.bindingCode()
    await person.button('Send again').click()
    await person.page.getByText('Use the newest request').waitFor()
    const second = await person.bindingCode()
    expect(second).not.toBe(first)
    await person.phone
      .locator('article, li, section')
      .filter({ hasText: second })
      .last()
      .getByRole('button', { name: 'Approve' })
      .click()
    await signedIn()
    expect(demo.provider.pushes).toBe(2)
  })

  it('a reload keeps the session; sign out ends it', async () => {
    await start()
    await onPhone('Approve')
    await signedIn()
    await person.page.reload()
    await signedIn()
    await person.button('Sign out').click()
    await person.button('Sign in').waitFor()
    await person.page.reload()
    await person.button('Sign in').waitFor()
    expect(demo.provider.pushes).toBe(1)
  })

  it('a reload while waiting goes on with the same request and the same code', async () => {
    await start()
    const code = await person.bindingCode()
    await person.page.reload()
    await person.reaches('polling')
    expect(await person.bindingCode()).toBe(code)
    await onPhone('Approve')
    await signedIn()
    expect(demo.provider.pushes).toBe(1)
  })

  it('what is approved while the page is away is there when it comes back', async () => {
    await start()
    await person.page.goto('about:blank')
    await onPhone('Approve')
    await person.page.goto(demo.url)
    await signedIn()
    expect(demo.provider.pushes).toBe(1)
  })

  it('an empty or malformed address is refused at the field, and nothing is sent', async () => {
    const sent: string[] = []
    person.page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()))
    const field = person.page.getByRole('textbox', { name: 'Email' })
    for (const [value, text] of [
      ['', 'Enter your email address'],
      ['dana', 'Enter an email address in the form name@example.com'],
    ] as const) {
      await field.fill(value)
      await person.button('Sign in').click()
      await person.page.getByText(text).waitFor()
      expect(await field.getAttribute('aria-invalid')).toBe('true')
    }
    expect(sent).toEqual([])
    expect(demo.provider.pushes).toBe(0)
  })

  it('MUST look the same for an address that nobody has', async () => {
    await person.page.getByRole('textbox', { name: 'Email' }).fill('stranger@example.com')
    await start()
    await person.reaches('timeout')
    expect(demo.provider.pushes).toBe(0)
  })

  it('a provider that is down: a banner that says so, a retry, and the demo goes on', async () => {
    await demo.provider.stop()
    await person.button('Sign in').click()
    await person.page.getByText('The service is slow. We keep trying.').waitFor()
    await person.reaches('failed')
    await person.page.getByRole('heading', { name: 'The service cannot be reached' }).waitFor()
    await person.button('Try again').click()
    await demo.provider.start()
    await person.reaches('polling')
    await onPhone('Approve')
    await signedIn()
    expect(demo.provider.pushes).toBe(1)
  })

  it('keeps tokens, codes and auth_req_id out of the page, its storage and its addresses', async () => {
    const bodies: string[] = []
    const urls: string[] = []
    person.page.on('request', (request) => urls.push(request.url()))
    person.page.on('response', async (response) => {
      if (response.url().includes('/auth/')) bodies.push(await response.text().catch(() => ''))
    })
    await start()
    await onPhone('Approve')
    await signedIn()
    expect(bodies.length).toBeGreaterThan(1)
    for (const body of bodies) expect(body).not.toMatch(/auth_req_id|_token|eyJhbGci/)
    for (const url of urls) expect(url).not.toMatch(/dana|eyJhbGci|\?/)
    const stored = await person.page.evaluate(() => ({
      cookie: document.cookie,
      local: localStorage.length,
      session: sessionStorage.length,
    }))
    expect(stored).toEqual({ cookie: '', local: 0, session: 0 })
    const cookies = await person.context.cookies()
    expect(cookies.every(({ httpOnly, sameSite }) => httpOnly && sameSite !== 'None')).toBe(true)
  })
})

describe('the back end', () => {
  it('refuses a call from another origin', async () => {
    const call = (headers: Record<string, string>) =>
      fetch(`${demo.url}/auth/start`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ login_hint: 'dana@example.com', binding_message: 'ABC-123' }),
      })
    expect((await call({ origin: 'https://evil.example' })).status).toBe(403)
    expect((await call({})).status).toBe(403)
    expect((await call({ origin: demo.url })).status).toBe(200)
    expect(demo.provider.pushes).toBe(1)
  })
})
