import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { tokenApp } from './token-app.js'

const app = tokenApp('test/e2e/session-page.tsx', {
  jsx: 'automatic',
  logLevel: 'error',
  // StrictMode does nothing in production.
  define: { 'process.env.NODE_ENV': '"development"' },
})

const shows = (page: Page, text: string) => page.getByText(text, { exact: true }).waitFor({ timeout: 10_000 })
const signIn = (page: Page) => page.evaluate(`session.signIn(${JSON.stringify(app.server.issue())})`)

it('two tabs show the same person, their own data, and why a session ended', async () => {
  const [here, there] = [await app.open(), await app.open()]
  await shows(here, 'outside: nobody')
  await signIn(there)
  for (const page of [here, there]) await shows(page, 'data of access-1')

  // Another person: nobody sees what was loaded for the first.
  await signIn(there)
  for (const page of [here, there]) await shows(page, 'data of access-2')

  await here.reload()
  await shows(here, 'data of access-2')
  await there.getByRole('button').click()
  for (const page of [here, there]) await shows(page, 'outside: nobody')

  await signIn(here)
  for (const page of [here, there]) await shows(page, 'data of access-3')
  app.server.expireAll()
  app.server.failRefresh('refused')
  await there.evaluate('void queryClient.refetchQueries()')
  await shows(there, 'outside: session_expired: INVALID_REFRESH_TOKEN')
  await shows(here, 'outside: session_expired: session_expired')
  const cached = 'JSON.stringify(queryClient.getQueryCache().getAll().map(({ state }) => state))'
  for (const page of [here, there]) expect(await page.evaluate(cached)).not.toMatch(/access-|refresh-/)
  expect(app.server.seen.calls.filter((call) => !call.includes('access-'))).toEqual([])
})
