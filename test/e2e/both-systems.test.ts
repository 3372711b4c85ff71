import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Demo } from '../../demo/start.js'
import type { Fault } from '../../src/testing.js'
import { launchChromium, type Person, startTestDemo, visit } from './demo-page.js'

const SYSTEMS = [
  { name: 'a standard CIBA server', path: '/', server: 'provider' },
  { name: 'AuthSec', path: '/authsec', server: 'authsec' },
] as const

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

describe.each(SYSTEMS)('$name', ({ path, server }) => {
  let demo: Demo
  let person: Person

  beforeEach(async () => {
    demo = await startTestDemo({ DEMO_WAIT_MS: '60000', DEMO_COOL_DOWN_MS: '1500', DEMO_RESEND_MS: '2000' })
    person = await visit(browser, demo, path)
  })
  afterEach(async () => {
    expect(person.complaints).toEqual([])
    await person.context.close()
    await demo.close()
  })

  const signedIn = (page = person.page) => page.getByText(/^Signed in as /).waitFor()
  const onPhone = (name: 'Approve' | 'Deny') =>
    person.phone.getByRole('button', { name, exact: true }).click()
  const pushes = () => demo[server].pushes
  async function start() {
    await person.button('Sign in').click()
    await person.reaches('polling')
  }
  async function enter(code: string) {
    await person.page.getByRole('textbox', { name: 'Verification code' }).fill(code)
  }
  const wrong = () => (demo.authenticator.code() === '000000' ? '111111' : '000000')

  it('approve: the same code on both screens, one push', async () => {
    await start()
    await person.phone.getByText(await person.bindingCode(), { exact: true }).waitFor()
    await onPhone('Approve')
    await signedIn()
    expect(pushes()).toBe(1)
  })

  it('deny, try again, approve', async () => {
    await start()
    await onPhone('Deny')
    await person.page.getByRole('heading', { name: 'You declined on your phone' }).waitFor()
    await person.button('Try again').click()
    await person.reaches('polling')
    await onPhone('Approve')
    await signedIn()
    expect(pushes()).toBe(2)
  })

  it('a wrong code says how many tries are left, the right one signs in', async () => {
    await start()
    await person.button('Use a code instead').click()
    await enter(wrong())
    await person.page.getByText('2 attempts left.').waitFor()
    await enter(demo.authenticator.code())
    await signedIn()
  })

  it('three wrong codes: locked for the time that it says, then the push still works', async () => {
    await start()
    await person.button('Use a code instead').click()
    for (const left of ['2 attempts left.', '1 attempt left.']) {
      await enter(wrong())
      await person.page.getByText(left).waitFor()
    }
    await enter(wrong())
    await person.reaches('locked')
    await person.page
      .getByText(/^You can enter a new code in \d+ seconds?\.$/)
      .first()
      .waitFor()
    await person.reaches('totp')
    await person.button('Back to the request on your phone').click()
    await person.reaches('polling')
    await onPhone('Approve')
    await signedIn()
    expect(pushes()).toBe(1)
  })

  it('a reload while waiting goes on with the same request and the same code', async () => {
    await start()
    const code = await person.bindingCode()
    await person.page.reload()
    await person.reaches('polling')
    expect(await person.bindingCode()).toBe(code)
    await onPhone('Approve')
    await signedIn()
    expect(pushes()).toBe(1)
  })

  const STUMBLES: Fault[] = ['slow_down', 'server_error', 'bad_gateway', 'drop', 'broken_json', 'accepted']

  it.each(STUMBLES)('a server whose polls meet %s, then an approval', async (fault) => {
    demo[server].faults.add(fault, fault === 'slow_down' ? 1 : 2)
    await start()
    await expect.poll(() => demo[server].faults.planned.length, { timeout: 20_000 }).toBe(0)
    expect(await person.root.getAttribute('data-state')).toBe('polling')
    await onPhone('Approve')
    await signedIn()
    expect(pushes()).toBe(1)
  })

  it('an overloaded server is asked again when it said, and not before', async () => {
    demo[server].faults.add('unavailable')
    await start()
    await expect.poll(() => demo[server].faults.planned.length, { timeout: 10_000 }).toBe(0)
    await person.page.getByText('The service is slow. We keep trying.').waitFor()
    const since = Date.now()
    await onPhone('Approve')
    await signedIn()
    expect(Date.now() - since).toBeGreaterThan(7_000)
  })

  it('two tabs: each has its own request, and each is approved by its own code', async () => {
    await start()
    const second = await visit(browser, demo, path)
    try {
      await second.button('Sign in').click()
      await second.reaches('polling')
      expect(await second.bindingCode()).not.toBe(await person.bindingCode())
      // The newest prompt is the first on the phone.
      await second.phone.getByRole('button', { name: 'Approve', exact: true }).first().click()
      await signedIn(second.page)
      expect(await person.root.getAttribute('data-state')).toBe('polling')
      await onPhone('Approve')
      await signedIn()
      expect(pushes()).toBe(2)
      expect(second.complaints).toEqual([])
    } finally {
      await second.context.close()
    }
  })

  it('offline and back: says so, asks once on return', async () => {
    await start()
    await person.context.setOffline(true)
    await person.page.getByText('You are offline. We go on when the connection is back.').waitFor()
    await fetch(`${demo.url}/phone/api/requests`)
      .then((answer) => answer.json() as Promise<{ requests: { id: string }[] }>)
      .then(({ requests }) =>
        fetch(`${demo.url}/phone/api/requests/${requests[0]?.id}/approve`, { method: 'POST' }),
      )
    expect(await person.root.getAttribute('data-state')).toBe('polling')
    await person.context.setOffline(false)
    await signedIn()
    expect(pushes()).toBe(1)
  })
})
