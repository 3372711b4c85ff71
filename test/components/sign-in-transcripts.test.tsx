import { act, fireEvent, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { CibaSignIn } from '../../src/components/ciba-sign-in.js'
import { failsWith } from '../../src/testing/scripted-client.js'
import { renderFlow } from '../support/flow-harness.js'
import { recordSpeech } from '../support/transcript.js'

afterEach(() => vi.restoreAllMocks())

const SENDING = '> Sending the request'
const SIGNED_IN = ['> Approved, finishing…', '> You are signed in']
const FIELD = '> Verification code (Six digits; they change every 30 seconds.)'
const WAITING = 'Waiting for your answer'

/** A page on which somebody has signed in up to the waiting, and all that a screen reader says on it from then on. */
async function signedInTo(...given: Parameters<typeof renderFlow>) {
  const page = await renderFlow(...given)
  const speech = recordSpeech()
  const pass = async (seconds: number) => {
    for (let second = 0; second < seconds; second++) await page.advance(1_000)
  }
  /** What is read when the waiting begins: where to look, and the code sign by sign. */
  const waiting = () => {
    const code = page.client.calls.findLast(({ operation }) => operation === 'initiate')?.bindingMessage ?? ''
    const signs = Array.from(code.replace('-', '')).join(' ')
    const spoken = `Code: ${signs.slice(0, 5)} dash ${signs.slice(6)}`
    const where = 'Open the Acme app on your phone and approve the sign-in of d•••@e•••.com.'
    return `> Approve on your phone (${where} ${spoken} Approve only if your phone shows this code.)`
  }
  await page.signIn()
  const begun = speech.said()
  return { ...page, ...speech, pass, waiting, begun }
}

it('MUST say each thing once and in order', async () => {
  const { begun, waiting, pass, said } = await signedInTo({ poll: ['pending', 'pending', 'approved'] })
  expect(begun).toEqual([
    '> Email (We send a request to your phone. No password needed.)',
    '> Sign in',
    SENDING,
    waiting(),
  ])
  await pass(14)
  expect(said()).toEqual([])
  await pass(1)
  expect(said()).toEqual(SIGNED_IN)
  await pass(60)
  expect(said()).toEqual([])
})

it('deny and try again', async () => {
  const { client, press, pass, said, waiting } = await signedInTo({ poll: [failsWith('access_denied')] })
  await pass(5)
  expect(said()).toEqual([
    '> You declined on your phone (You are not signed in. If that was you, try again. If not, contact support.)',
  ])
  client.script({ poll: ['approved'] })
  await press('Try again')
  expect(said()).toEqual(['> Try again', SENDING, waiting()])
  await pass(5)
  expect(said()).toEqual(SIGNED_IN)
})

it('nobody answers, and the waiting goes on', async () => {
  const { client, press, pass, said, waiting } = await signedInTo({}, { waitMs: 90_000 })
  await pass(90)
  expect(said()).toEqual([
    '1 minute left',
    '20 seconds left',
    '> No answer from your phone yet (The request is not approved yet. Check your phone, or use a code instead.)',
  ])
  client.script({ poll: ['approved'] })
  await press('Keep waiting')
  await pass(5)
  expect(said()).toEqual(['> Keep waiting', waiting(), ...SIGNED_IN])
})

it('wrong codes up to the lock-out, and the right one after it', async () => {
  const { client, user, press, pass, said } = await signedInTo({ totp: [failsWith('invalid_code')] })
  const type = async (code: string) => {
    await user.keyboard(code)
    await pass(1)
  }
  await press('Use a code instead')
  expect(said()).toEqual(['> Use a code instead', FIELD])
  // Announced for VoiceOver; NVDA and JAWS say besides that the field is described anew.
  const refusal = (left: string) => {
    const text = `That code did not work. Enter the newest code. ${left}`
    return ['Checking the code…', `> (${text} Six digits; they change every 30 seconds.)`, text]
  }
  await type('111111')
  expect(said()).toEqual(refusal('2 attempts left.'))
  await type('222222')
  expect(said()).toEqual(refusal('1 attempt left.'))
  await type('333333')
  expect(said()).toEqual([
    'Checking the code…',
    '> Too many wrong codes (Codes are paused to protect the account. Try again after the pause. You can try again in 30 seconds.)',
  ])
  await pass(30)
  expect(said()).toEqual([FIELD])
  client.script({})
  await type('123456')
  expect(said()).toEqual(['Checking the code…', ...SIGNED_IN])
})

it('a slow service, no network, and back', async () => {
  const { client, pass, said } = await signedInTo({
    poll: ['pending', { throws: { status: 503 } }, 'pending'],
  })
  await pass(10)
  expect(said()).toEqual(['The service is slow. We keep trying.'])
  await act(async () => void fireEvent(window, new Event('offline')))
  expect(said()).toEqual(['You are offline. We go on when the connection is back.'])
  client.script({ poll: ['pending', 'approved'] })
  await act(async () => void fireEvent(window, new Event('online')))
  await pass(5)
  expect(said()).toEqual(['The service is slow. We keep trying.', WAITING])
  await pass(5)
  expect(said()).toEqual(SIGNED_IN)
})

it('away for half a minute, and back', async () => {
  const { client, advance, pass, said } = await signedInTo()
  const visibility = vi.spyOn(document, 'visibilityState', 'get')
  const turn = (state: DocumentVisibilityState) => {
    visibility.mockReturnValue(state)
    return act(async () => void fireEvent(document, new Event('visibilitychange')))
  }
  await turn('hidden')
  await pass(33)
  expect(said()).toEqual([])
  client.script({ delayMs: 500, poll: ['pending'] })
  await pass(2)
  await turn('visible')
  expect(said()).toEqual(['You were away. Checking for your answer…'])
  await advance(500)
  expect(said()).toEqual([WAITING])
})

it('cancel, with word later of what remains on the phone, and start over', async () => {
  const { press, said } = await signedInTo({ cancel: [{ promptMayRemain: true }] })
  await press('Cancel')
  expect(said()).toEqual([
    '> Cancel',
    '> Cancelled (It was stopped before its end.)',
    'Your phone may still show the request. Ignore it; approving it does nothing here.',
  ])
  await press('Start over')
  expect(said()).toEqual(['> Start over', '> Sign in to Acme'])
})

it('a failure with a wait is counted in silence', async () => {
  const down = { throws: { status: 503, headers: { 'retry-after': '42' } } }
  const { begun, client, press, pass, said, waiting } = await signedInTo({ initiate: [down] })
  expect(begun.slice(-2)).toEqual([
    SENDING,
    '> The service cannot be reached (It is down or overloaded. Try again in a while. You can try again in 42 seconds.)',
  ])
  await pass(42)
  expect(said()).toEqual([])
  client.script({})
  await press('Try again')
  expect(said()).toEqual(['> Try again', SENDING, waiting()])
})

it('to somebody who types elsewhere, all of it is said and nothing moves', async () => {
  const elsewhere = (
    <>
      <textarea aria-label="notes" />
      <CibaSignIn appName="Acme" />
    </>
  )
  const { pass, said } = await signedInTo({ poll: [failsWith('access_denied')] }, {}, elsewhere)
  act(() => screen.getByLabelText('notes').focus())
  await pass(5)
  expect(said()).toEqual([
    '> notes',
    'You declined on your phone. You are not signed in. If that was you, try again. If not, contact support.',
  ])
})
