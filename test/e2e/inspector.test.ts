import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { sharedDemo } from './shared-demo.js'

const shared = sharedDemo()

const HINT = 'dana@example.com'

const open = (width?: number) => shared.open('/faults', width)
const inspectorOf = (page: Page) => page.locator('[data-part="flow-inspector"]')
const timelineOf = (page: Page) => inspectorOf(page).getByRole('log')
const signIn = (page: Page) => page.getByRole('button', { name: 'Sign in', exact: true }).click()

it('shows the polls of a sign-in, a fault that was planned on this page, and how it ended, without a secret', async () => {
  const { page, close } = await open()
  const secrets: string[] = [HINT, 'dana']
  page.on('response', (response) => {
    if (response.url().endsWith('/ciba/initiate'))
      void response.json().then((body: { auth_req_id: string }) => secrets.push(body.auth_req_id))
    if (response.url().endsWith('/totp/login'))
      void response.json().then((body: { token?: string }) => secrets.push(body.token ?? ''))
  })
  shared.demo.authsec.faults.add('server_error')
  await signIn(page)
  const timeline = timelineOf(page)
  await timeline.getByText('idle → pushing').waitFor()
  await timeline.getByText('server_error may pass').waitFor()
  await timeline.getByText('poll: pending').nth(1).waitFor()
  await expect.poll(() => timeline.getByText('asks again').count()).toBeGreaterThanOrEqual(3)
  const code = shared.demo.authenticator.code()
  await page.getByRole('button', { name: 'Use a code instead' }).click()
  await page.getByRole('textbox', { name: 'Verification code' }).fill(code)
  await timeline.getByText('totp → approved').waitFor()
  await timeline.getByText('verifyTotp: ok').waitFor()
  secrets.push(code)
  expect(secrets.filter((secret) => secret.length > 3)).toHaveLength(5)
  const shown = await inspectorOf(page).evaluate((element) => element.outerHTML)
  for (const secret of secrets) expect(shown.includes(secret), secret).toBe(false)
  await page.getByRole('button', { name: 'Begin anew' }).click()
  await page.locator('[data-part="ciba-sign-in"][data-state="idle"]').waitFor()
  await close()
})

it('has buttons for faults beside the scripted client alone, and does what they say', async () => {
  const { page, close } = await open()
  const faults = page.locator('[data-part="inspector-faults"]')
  const nextPoll = (name: string) =>
    page.getByRole('group', { name: 'Next poll' }).getByRole('button', { name, exact: true }).click()
  await inspectorOf(page).waitFor()
  for (const name of ['AuthSec', 'The OpenID provider']) {
    await page.getByRole('radio', { name, exact: true }).check()
    expect(await faults.count()).toBe(0)
  }
  await page.getByRole('radio', { name: 'A scripted client in this page' }).check()
  await nextPoll('drop')
  await nextPoll('access_denied')
  await signIn(page)
  await page.getByRole('heading', { name: 'You declined on your phone' }).waitFor({ timeout: 15_000 })
  const timeline = timelineOf(page)
  await timeline.getByText('network may pass').waitFor()
  await timeline.getByText('polling → denied').waitFor()
  await close()
})

it('follows a sign-in with the provider, approved on the phone', async () => {
  const { page, close } = await open()
  await page.getByRole('radio', { name: 'The OpenID provider', exact: true }).check()
  await signIn(page)
  await timelineOf(page).getByText('poll: pending').first().waitFor()
  const [request] = shared.demo.provider.pending()
  await shared.demo.provider.approve(request?.id ?? '')
  await timelineOf(page).getByText('polling → approved').waitFor()
  expect(await page.content()).not.toContain(request?.id ?? HINT)
  await close()
})

it.each([320, 1280])('has no axe finding and does not scroll sideways at %i px', async (width) => {
  const { page, isSound, close } = await open(width)
  await page.getByRole('radio', { name: 'A scripted client in this page' }).check()
  await signIn(page)
  await timelineOf(page).getByText('poll: pending').first().waitFor()
  await isSound()
  await close()
})
