// @vitest-environment node
import { Writable } from 'node:stream'
import { lazy, type ReactNode, Suspense } from 'react'
import { renderToPipeableStream, renderToString } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { AuthErrorBanner } from '../../src/components/auth-error-banner.js'
import { CibaSignIn } from '../../src/components/ciba-sign-in.js'
import { StaleDataNotice } from '../../src/components/stale-data-notice.js'
import { createCibaController } from '../../src/machine/controller.js'
import { CibaProvider } from '../../src/react/ciba-provider.js'
import { useAuthQueryErrors } from '../../src/react/use-auth-query-errors.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createScriptedClient, failsWith } from '../../src/testing/scripted-client.js'
import { HINT } from '../support/flow-harness.js'

describe('rendering on a server', () => {
  it('gives the form, without a window', () => {
    expect(typeof window).toBe('undefined')
    const html = renderToString(
      <CibaProvider client={createScriptedClient()}>
        <CibaSignIn appName="Acme" />
      </CibaProvider>,
    )
    expect(html).toContain('Sign in to Acme')
    expect(html).toContain('name="email"')
    expect(html).toContain('role="status"')
  })

  it('gives a notice beside stale data and what has failed, without a provider', () => {
    function Page() {
      const { bannerProps } = useAuthQueryErrors()
      const query = {
        data: 1,
        error: { status: 503 },
        dataUpdatedAt: 1,
        isFetching: false,
        refetch: async () => 1,
      }
      return (
        <>
          <AuthErrorBanner {...bannerProps} />
          <StaleDataNotice query={query} />
        </>
      )
    }
    const html = renderToString(<Page />)
    expect(html).toContain('The service cannot be reached')
    expect(html).not.toMatch(/style=|onclick/i)
  })

  it('is sent in pieces, the form before what the page still waits for', async () => {
    let arrive = (_: { default: () => ReactNode }) => undefined as void
    const Late = lazy(() => new Promise<{ default: () => ReactNode }>((resolve) => (arrive = resolve)))
    const sent: string[] = []
    const ended = new Promise<void>((resolve, reject) => {
      const pieces = new Writable({
        write(chunk, _, done) {
          sent.push(String(chunk))
          setImmediate(() => arrive({ default: () => <AuthErrorBanner error={{ status: 503 }} /> }))
          done()
        },
      })
      pieces.on('finish', resolve)
      const { pipe } = renderToPipeableStream(
        <main>
          <CibaProvider client={createScriptedClient()}>
            <CibaSignIn appName="Acme" />
            <Suspense fallback="One moment">
              <Late />
            </Suspense>
          </CibaProvider>
        </main>,
        {
          onShellReady: () => void pipe(pieces),
          onError: reject,
        },
      )
    })
    await ended
    const [shell = '', ...rest] = sent
    expect(shell).toContain('Sign in to Acme')
    expect(shell).toContain('One moment')
    expect(shell).not.toContain('The service cannot be reached')
    expect(rest.join('')).toContain('The service cannot be reached')
  })

  it('sends nothing and sets no timer', () => {
    const clock = createMovedClock()
    const client = createScriptedClient({ clock })
    renderToString(
      <CibaProvider client={client} clock={clock}>
        <CibaSignIn />
      </CibaProvider>,
    )
    expect(client.calls).toEqual([])
    expect(clock.pending).toBe(0)
  })

  it('has no style attribute and no inline handler in any state, as a strict CSP asks', async () => {
    const clock = createMovedClock()
    const client = createScriptedClient({ clock, totp: [failsWith('invalid_code')] })
    const flow = createCibaController({ client, clock, waitMs: 20_000 })
    const page = () =>
      renderToString(
        <CibaProvider controller={flow} helpBaseUrl="https://help.example">
          <CibaSignIn />
          <AuthErrorBanner error={{ error: 'server_error', request_id: 'req-1' }} onRetry={() => undefined} />
        </CibaProvider>,
      )
    const pages = [page()]
    flow.start({ loginHint: HINT })
    pages.push(page())
    await clock.advance(1_000)
    pages.push(page())
    await clock.advance(19_000)
    pages.push(page())
    flow.useTotp()
    pages.push(page())
    for (const code of ['111111', '222222', '333333']) {
      flow.submitTotp(code)
      await clock.advance(0)
      pages.push(page())
    }
    flow.cancel()
    pages.push(page())
    const states = pages.map((html) => /data-state="(\w+)"/.exec(html)?.[1])
    expect(new Set(states)).toEqual(
      new Set(['idle', 'pushing', 'polling', 'timeout', 'totp', 'locked', 'cancelled']),
    )
    for (const html of pages) expect(html).not.toMatch(/\sstyle=|<style|<script|\son[a-z]+=/)
    flow.dispose()
  })
})
