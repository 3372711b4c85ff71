import { build } from 'esbuild'
import { expect, it, vi } from 'vitest'
import { startHttpListener } from '../support/http-listener.js'
import { recipeOf } from '../support/page-recipe.js'
import { launchChromium } from './demo-page.js'

/** The sample of the documentation, and a sign-in that ends as the page is left. */
const page = `${recipeOf('observability', 'To your server, in batches')}
const about = { at: Date.now(), flowId: 'f-1' }
log({ ...about, type: 'transition', from: 'polling', to: 'denied' })
log({ ...about, type: 'request_started', requestId: 'r-1', operation: 'poll' })
`

it('a beacon brings what was waiting to the server when the page is left', async () => {
  const { outputFiles } = await build({
    stdin: { contents: page, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    format: 'esm',
    write: false,
  })
  const received: unknown[] = []
  const server = await startHttpListener(async (request) => {
    const { pathname } = new URL(request.url)
    if (pathname === '/log') {
      received.push(request.headers.get('content-type'), await request.json())
      return new Response(null, { status: 204 })
    }
    if (pathname === '/app.js')
      return new Response(outputFiles[0]?.text, { headers: { 'content-type': 'text/javascript' } })
    const script = pathname === '/' ? '<script type="module" src="/app.js"></script>' : ''
    return new Response(`<!doctype html><title>.</title>${script}`, {
      headers: { 'content-type': 'text/html' },
    })
  })
  const browser = await launchChromium()
  const tab = await browser.newPage()
  await tab.goto(server.origin)
  await tab.waitForLoadState('networkidle')
  expect(received).toEqual([])
  await tab.goto(`${server.origin}/elsewhere`)
  await vi.waitFor(() => expect(received).toHaveLength(2), { timeout: 10_000 })
  await browser.close()
  await server.close()
  expect(received).toMatchObject(['application/json', [{ level: 'warning', message: 'polling to denied' }]])
})
