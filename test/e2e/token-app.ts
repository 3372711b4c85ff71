import { build, type BuildOptions } from 'esbuild'
import type { Browser, BrowserContext } from 'playwright-core'
import { systemClock } from 'react-ciba/core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { createTokenServer, type TokenServer } from '../session/token-server.js'
import { startHttpListener } from '../support/http-listener.js'
import { launchChromium } from './demo-page.js'

const PAGE = '<!doctype html><title>An app</title><body><script type="module" src="/app.js"></script>'

/** For each test a token server that serves an app of one script too, and a browser context to open it in. */
export function tokenApp(entryPoint: string, options: Pick<BuildOptions, 'define' | 'jsx' | 'logLevel'>) {
  let browser: Browser
  let script: string
  let server: TokenServer
  let http: Awaited<ReturnType<typeof startHttpListener>>
  let context: BrowserContext

  beforeAll(async () => {
    browser = await launchChromium()
    const built = await build({
      ...options,
      entryPoints: [entryPoint],
      bundle: true,
      format: 'esm',
      write: false,
    })
    script = built.outputFiles[0]?.text ?? ''
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    server = createTokenServer({ clock: systemClock })
    http = await startHttpListener(async (request) => {
      const { pathname } = new URL(request.url)
      if (pathname === '/') return new Response(PAGE, { headers: { 'content-type': 'text/html' } })
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

  return {
    get server() {
      return server
    },
    async open(query = '') {
      const page = await context.newPage()
      await page.goto(`${http.origin}/${query}`)
      return page
    },
  }
}
