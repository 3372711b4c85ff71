import { describe, expect, it } from 'vitest'
import type { Acknowledgement } from '../../src/ciba/contract.js'
import type { AuthEvent } from '../../src/events/auth-event.js'
import type { FlowSettings } from '../../src/machine/settings.js'
import { createStage, type Script } from '../../src/testing.js'

const VERIFICATION = {
  userCode: 'WDJB-MJHT',
  uri: 'https://id.example/device',
  uriComplete: 'https://id.example/device?user_code=WDJB-MJHT',
}
const ACCEPTED: Acknowledgement = {
  authReqId: 'planted-device-code',
  expiresIn: 600,
  interval: 5,
  verification: VERIFICATION,
}
const REFUSED = { throws: { status: 400, body: { error: 'access_denied' } } }

async function begun(script: Script = {}, settings: Partial<FlowSettings> = {}) {
  const stage = createStage({ needsLoginHint: false, initiate: [ACCEPTED], ...script }, settings)
  const events: AuthEvent[] = []
  stage.controller.observe((event) => events.push(event))
  expect(stage.controller.getView()).toMatchObject({ needsLoginHint: false, verification: null })
  stage.controller.start()
  await stage.clock.advance(0)
  return { ...stage, view: stage.controller.getView, events }
}

describe('a code that people enter elsewhere', () => {
  it('begins without a login hint and says where to go with which code', async () => {
    const { view } = await begun()
    expect(view()).toMatchObject({
      status: 'polling',
      verification: VERIFICATION,
      maskedHint: null,
      // Nothing was pushed: no phone shows a code of ours.
      bindingMessage: null,
    })
  })

  it('is approved by a poll as ever', async () => {
    const { controller, clock, view } = await begun({ poll: ['pending', 'approved'] })
    const signedIn = controller.startAsync()
    await clock.advance(10_000)
    expect(view().status).toBe('approved')
    expect((await signedIn).session?.user.sub).toBe('dana')
  })

  it('stays in sight until it expires: nobody is asked whether to go on waiting', async () => {
    const { clock, view } = await begun({}, { waitMs: 20_000 })
    expect(view().waitUntil).toBe(view().expiresAt)
    await clock.advance(595_000)
    expect(view()).toMatchObject({ status: 'polling', verification: VERIFICATION })
    await clock.advance(10_000)
    expect(view()).toMatchObject({ status: 'expired', error: { code: 'expired_token' } })
  })

  it('stays so for somebody who comes back from a code of the authenticator', async () => {
    const { controller, clock, view } = await begun({}, { waitMs: 20_000 })
    controller.start({ loginHint: 'dana@example.com' })
    expect(view().can.useTotp).toBe(false)
    controller.cancel()
    controller.reset()
    controller.start({ loginHint: 'dana@example.com' })
    await clock.advance(0)
    controller.useTotp()
    await clock.advance(5_000)
    controller.backToPush()
    await clock.advance(60_000)
    expect(view()).toMatchObject({ status: 'polling', waitUntil: view().expiresAt })
  })

  it('cannot be sent again', async () => {
    const { clock, view } = await begun()
    await clock.advance(120_000)
    expect(view()).toMatchObject({ resendAt: null, can: { resend: false, cancel: true } })
  })

  it('is another one with the next try, and the old one is gone at once', async () => {
    const second = { ...ACCEPTED, verification: { ...VERIFICATION, userCode: 'SECOND-1' } }
    const { controller, clock, view, client } = await begun({
      initiate: [ACCEPTED, second],
      poll: [REFUSED, 'pending'],
    })
    await clock.advance(5_000)
    expect(view()).toMatchObject({ status: 'denied', can: { retry: true, useTotp: false } })
    controller.retry()
    expect(view()).toMatchObject({ status: 'pushing', verification: null })
    await clock.advance(0)
    expect(view()).toMatchObject({ status: 'polling', verification: { userCode: 'SECOND-1' } })
    expect(client.count('initiate')).toBe(2)
  })

  it('is tried again also where the page found the request and began without a hint', async () => {
    const { controller, clock, view, client } = await begunFound()
    await clock.advance(5_000)
    expect(view().status).toBe('denied')
    controller.retry()
    await clock.advance(0)
    expect(view()).toMatchObject({ status: 'polling', verification: VERIFICATION })
    expect(client.count('initiate')).toBe(1)
  })

  it('is in no event', async () => {
    const { clock, events } = await begun({ poll: ['slow_down', REFUSED] })
    await clock.advance(30_000)
    expect(events.length).toBeGreaterThan(5)
    expect(JSON.stringify(events)).not.toMatch(/WDJB|id\.example|planted/)
  })
})

async function begunFound() {
  const stage = createStage({
    needsLoginHint: false,
    initiate: [ACCEPTED],
    resume: [{ ...ACCEPTED, expiresIn: 200, bindingMessage: '' }],
    poll: [REFUSED, 'pending'],
  })
  stage.controller.lease()
  await stage.clock.advance(0)
  return { ...stage, view: stage.controller.getView }
}

it('a system that wants a login hint says so, and shows its binding message', async () => {
  const { controller, clock } = createStage()
  controller.start({ loginHint: 'dana@example.com' })
  await clock.advance(0)
  expect(controller.getView()).toMatchObject({
    needsLoginHint: true,
    verification: null,
    bindingMessage: expect.stringMatching(/^\w{3}-\w{3}$/) as string,
  })
})
