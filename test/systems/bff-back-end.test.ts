import { expect, it, vi } from 'vitest'
import { createCibaController } from '../../src/machine/controller.js'
import { bff } from '../../src/systems/bff.js'
import { createBackEnd } from '../support/auth-back-end.js'
import { silence, tokens } from '../support/scripted-provider.js'

/** A flow that talks to our own back end. */
function createWhole() {
  const backEnd = createBackEnd()
  const { browser, clock } = backEnd
  /** How long a call takes to arrive, in ms. */
  const way = { ms: 0 }
  const fetch: typeof globalThis.fetch = async (path, init) => {
    const headers = { ...Object.fromEntries(new Headers(init?.headers)), origin: 'https://app.example' }
    const { method, body } = init ?? {}
    if (way.ms > 0) await new Promise<void>((resolve) => clock.setTimeout(resolve, way.ms))
    const answer = await browser.send(path as string, {
      method: method ?? 'GET',
      body: body ?? null,
      headers,
    })
    return Response.json(answer.body, { status: answer.status, headers: answer.headers })
  }
  const flow = createCibaController({ client: bff({ baseUrl: '', fetch }), clock })
  /** Lets what is due now happen, until the check holds. */
  const soon = (check: () => void) =>
    vi.waitFor(async () => {
      await clock.advance(0)
      check()
    })
  return { ...backEnd, flow, soon, way }
}

it('a poll that the provider never answers ends at the back end first, and the next one goes out at once', async () => {
  const { clock, provider, flow, soon, way, tokenRequests } = createWhole()
  provider.onToken = silence
  flow.start({ loginHint: 'ada@app.example' })
  await soon(() => expect(flow.getView().status).toBe('polling'))
  way.ms = 1_000
  await clock.advance(6_000)
  await soon(() => expect(tokenRequests()).toHaveLength(1))
  way.ms = 0
  provider.onToken = () => tokens()
  await clock.advance(32_000)
  await soon(() => expect(flow.getView()).toMatchObject({ status: 'approved', activity: null }))
  expect(tokenRequests()).toHaveLength(2)
})
