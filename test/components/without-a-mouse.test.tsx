import { expect, it } from 'vitest'
import { failsWith } from '../../src/testing/scripted-client.js'
import { renderFlow } from '../support/flow-harness.js'
import { transcribe } from '../support/transcript.js'

/** Goes through a sign-in by keyboard alone; the transcript is what is heard on the way. */
async function byKeyboard(...options: Parameters<typeof renderFlow>) {
  const flow = await renderFlow(...options)
  const { lines, stop } = transcribe(document.body)
  return {
    ...flow,
    /** What the focus came to stands in brackets, what was announced does not. */
    heard() {
      stop()
      return lines
    },
    status: () => flow.root()?.dataset.state,
    async keys(text: string) {
      await flow.user.keyboard(text)
      await flow.advance(0)
    },
    /** Presses Tab until this button has the focus. */
    async tabTo(name: string) {
      for (let tries = 0; tries < 12; tries++) {
        await flow.user.tab()
        if (document.activeElement?.textContent === name) return
      }
      throw new Error(`Tab does not reach ${name}`)
    },
  }
}

const SENT = [
  '[Email. We send a request to your phone. No password needed.]',
  '[Sending the request]',
  '[Approve on your phone]',
]
const SIGNED_IN = ['[Approved, finishing…]', '[You are signed in]']

it('by keyboard: an address, the wait, a wrong code, the right one, signed in', async () => {
  const walk = await byKeyboard({ totp: [failsWith('invalid_code'), 'approved'] })
  await walk.user.tab()
  await walk.keys('dana@example.com{Enter}')
  expect(walk.status()).toBe('polling')
  await walk.tabTo('Use a code instead')
  await walk.keys('{Enter}')
  await walk.keys('111111{Enter}')
  await walk.keys('123456{Enter}')
  expect(walk.status()).toBe('approved')
  expect(walk.heard()).toEqual([
    ...SENT,
    '[Use a code instead]',
    '[Verification code. Six digits; they change every 30 seconds.]',
    'Enter the code that your authenticator shows now. 2 attempts left.',
    ...SIGNED_IN,
  ])
})

it('by keyboard: declined, tried again, approved', async () => {
  const walk = await byKeyboard({ poll: [failsWith('access_denied'), 'approved'] })
  await walk.user.tab()
  await walk.keys('dana@example.com{Enter}')
  await walk.advance(5_000)
  expect(walk.status()).toBe('denied')
  await walk.tabTo('Try again')
  await walk.keys(' ')
  await walk.advance(5_000)
  expect(walk.status()).toBe('approved')
  expect(walk.heard()).toEqual([
    ...SENT,
    '[You declined on your phone]',
    '[Try again]',
    ...SENT.slice(1),
    ...SIGNED_IN,
  ])
})

it('by keyboard: nobody answers, keep waiting', async () => {
  const walk = await byKeyboard({}, { waitMs: 90_000 })
  await walk.user.tab()
  await walk.keys('dana@example.com{Enter}')
  await walk.advance(30_000)
  await walk.advance(40_000)
  await walk.advance(20_000)
  expect(walk.status()).toBe('timeout')
  await walk.tabTo('Keep waiting')
  await walk.keys('{Enter}')
  expect(walk.status()).toBe('polling')
  expect(walk.heard()).toEqual([
    ...SENT,
    '1 minute left',
    '20 seconds left',
    '[No answer from your phone yet]',
    '[Keep waiting]',
    '[Approve on your phone]',
  ])
})
