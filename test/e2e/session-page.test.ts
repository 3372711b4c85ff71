import { build } from 'esbuild'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { systemClock } from 'react-ciba/core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { createTokenServer, type TokenServer } from '../session/token-server.js'
import { startHttpListener } from '../support/http-listener.js'
import { launchChromium } from './demo-page.js'

let browser: Browser
let script: string
beforeAll(async () => {
  browser = await launchChromium()
  const built = await build({
    entryPoints: ['test/e2e/session-page.tsx'],
    bundle: true,
    format: 'esm',
    jsx: 'automatic',
    write: false,
    logLevel: 'error',
    // StrictMode does nothing in production.
    define: { 'process.env.NODE_ENV': '"development"' },
  })
  script = built.outputFiles[0]?.text ?? ''
})
afterAll(() => browser.close())

let server: TokenServer
let http: Awaited<ReturnType<typeof startHttpListener>>
let context: BrowserContext
beforeEach(async () => {
  server = createTokenServer({ clock: systemClock })
  http = await startHttpListener(async (request) => {
    const { pathname } = new URL(request.url)
    const page = '<!doctype html><title>An app</title><body><script type="module" src="/app.js"></script>'
    if (pathname === '/') return new Response(page, { headers: { 'content-type': 'text/html' } })
    if (pathname === '/app.js')
      return new Response(script, { headers: { 'content-type': 'text/javascript' } })
    if (pathname === '/favicon.ico') return new Response(null, { status: 204 })
    return server.handle(request)
  })
  context = await browser.newContext()
})
afterEach(async () => {
  await context.close()
  await http.close()
})

async function open(): Promise<Page> {
  const page = await context.newPage()
  await page.goto(http.origin)
  return page
}
const shows = (page: Page, text: string) => page.getByText(text, { exact: true }).waitFor({ timeout: 10_000 })
const signIn = (page: Page) => page.evaluate(`session.signIn(${JSON.stringify(server.issue())})`)

it('two tabs show the same person, their own data, and why a session ended', async () => {
  const [here, there] = [await open(), await open()]
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
  server.expireAll()
  server.failRefresh('refused')
  await there.evaluate('void queryClient.refetchQueries()')
  await shows(there, 'outside: session_expired: INVALID_REFRESH_TOKEN')
  await shows(here, 'outside: session_expired: session_expired')
  const cached = 'JSON.stringify(queryClient.getQueryCache().getAll().map(({ state }) => state))'
  for (const page of [here, there]) expect(await page.evaluate(cached)).not.toMatch(/access-|refresh-/)
  expect(server.seen.calls.filter((call) => !call.includes('access-'))).toEqual([])
})
