import { describe, expect, it } from 'vitest'
import { failsWith } from '../../src/testing/scripted-client.js'
import { createStage } from '../../src/testing/stage.js'

const HINT = { loginHint: 'dana@example.com' }
const DOWN = { throws: { status: 503, headers: { 'retry-after': '600' }, body: '' } }
const SENT = { authReqId: 'key', expiresIn: 300, interval: 5 }

describe('trying again after a start that failed', () => {
  it('may have to wait; who waits for the approval is told of the failure at once', async () => {
    const { clock, controller } = createStage({ initiate: [DOWN] })
    const told = expect(controller.startAsync(HINT)).rejects.toMatchObject({ kind: 'unavailable' })
    await clock.advance(0)
    await told
    expect(controller.getView().can.retry).toBe(false)
  })

  it('need not wait any more when a code was begun and cancelled meanwhile', async () => {
    const { client, clock, controller } = createStage({ initiate: [DOWN, SENT] })
    controller.start(HINT)
    await clock.advance(0)
    controller.useTotp()
    controller.cancel()
    expect(controller.getView()).toMatchObject({ status: 'cancelled', retryAt: null, can: { retry: true } })
    controller.retry()
    await clock.advance(0)
    expect(client.count('initiate')).toBe(2)
  })
})

describe('trying again where that is not possible', () => {
  it('does not cancel a request that was found again without its name', async () => {
    const { clock, controller } = createStage({
      resume: [{ ...SENT, bindingMessage: 'KQ7-42M' }],
      poll: ['pending', failsWith('access_denied')],
    })
    controller.lease()
    await clock.advance(0)
    controller.retry()
    expect(controller.getView().status).toBe('polling')
    await clock.advance(5_000)
    controller.retry()
    expect(controller.getView().status).toBe('idle')
  })
})
