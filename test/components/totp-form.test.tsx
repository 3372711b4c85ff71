import { act, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CibaSignIn } from '../../src/components/ciba-sign-in.js'
import { TotpForm } from '../../src/components/totp-form.js'
import { CibaProvider } from '../../src/react/ciba-provider.js'
import { useCibaAuth } from '../../src/react/use-ciba-auth.js'
import { playScenario } from '../../src/testing/scenarios.js'
import { failsWith } from '../../src/testing/scripted-client.js'
import { atCode, field, SETTLED_MS } from '../support/code-harness.js'
import { recordSpeech } from '../support/transcript.js'

// A verb that is not possible now warns its developer; that is not the question here.
beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => undefined))
afterEach(() => vi.restoreAllMocks())

const WRONG = failsWith('invalid_code')
/** The steps of an app of its own, whose code form stays where it is while codes are paused. */
function Alone() {
  const status = useCibaAuth((auth) => auth.status)
  return status === 'totp' || status === 'locked' ? <TotpForm /> : <CibaSignIn />
}
const elsewhere = (
  <>
    <textarea aria-label="notes" />
    <CibaSignIn />
  </>
)

describe('a code that is refused', () => {
  it('MUST refuse an incomplete code at the field, and send nothing', async () => {
    const { type, advance, tries } = await atCode()
    await type('123{Enter}')
    await advance(SETTLED_MS)
    expect(tries()).toBe(0)
    expect(field()).toBeInvalid()
    expect(field()).toHaveAccessibleDescription(expect.stringContaining('Enter all six digits'))
    expect(field()).toHaveFocus()
  })

  it('MUST say that a code is checked, and take no other one meanwhile', async () => {
    const { type, user, advance, tries } = await atCode({ totp: ['hang'] })
    const { said } = recordSpeech()
    await type('123456{Enter}')
    expect(said()).toEqual(['Checking the code…'])
    expect(field()).toHaveAttribute('readonly')
    expect(screen.getByRole('button', { name: 'Verify' })).toHaveAttribute('aria-disabled', 'true')
    await user.type(field(), '9{Enter}', { skipClick: true })
    await advance(SETTLED_MS)
    expect(field()).toHaveValue('123456')
    expect(tries()).toBe(1)
  })

  it('MUST keep the focus in the field after a wrong code, select it, and say how many attempts are left', async () => {
    const { type } = await atCode({ totp: [WRONG] })
    await type('111111{Enter}')
    expect(field()).toHaveFocus()
    expect(field().selectionStart).toBe(0)
    expect(field().selectionEnd).toBe(6)
    expect(field()).toBeInvalid()
    expect(field()).toHaveAccessibleDescription(expect.stringContaining('2 attempts left.'))
    await type('222222{Enter}')
    expect(field()).toHaveAccessibleDescription(expect.stringContaining('1 attempt left.'))
  })

  it('MUST say each refusal once: by the focus where that moves, aloud where it does not', async () => {
    const { type, press } = await atCode({ totp: [failsWith('invalid_code', { attemptsRemaining: 7 })] })
    // NVDA and JAWS read what describes the field besides.
    const { said } = recordSpeech(document.body, { speaksDescriptions: false })
    const text = 'That code did not work. Enter the newest code. 7 attempts left.'
    await type('111111{Enter}')
    expect(said()).toEqual(['Checking the code…', text])
    await type('222222{Enter}')
    expect(said()).toEqual(['Checking the code…', text])
    await type('333333')
    await press('Verify')
    expect(said()).toEqual([
      '> Verify',
      'Checking the code…',
      expect.stringMatching(`^> Verification code \\(${text} Six digits`),
    ])
    await type('1{Enter}')
    expect(said()).toEqual(['Enter all six digits'])
  })

  it.each([
    [undefined, 3],
    [4, 5],
    [6, 6],
  ] as const)('MUST show a failure one heading level below its own', async (headingLevel, level) => {
    const down = { throws: new TypeError('Failed to fetch') }
    const { type } = await atCode({ totp: [down] }, {}, <CibaSignIn headingLevel={headingLevel} />)
    await type('123456{Enter}')
    expect(screen.getByRole('heading', { name: 'No connection to the service', level })).toBeInTheDocument()
  })

  it('MUST leave the focus where somebody types elsewhere when a code is refused', async () => {
    const { type, advance } = await atCode({ totp: [WRONG] }, {}, elsewhere)
    await type('111111')
    const notes = screen.getByLabelText('notes')
    act(() => notes.focus())
    const { said } = recordSpeech()
    await advance(SETTLED_MS)
    expect(field()).toBeInvalid()
    expect(notes).toHaveFocus()
    expect(said()).toEqual(['Checking the code…', expect.stringContaining('2 attempts left.')])
  })

  it('says the server’s own count of attempts where it gives one', async () => {
    const { type } = await atCode({ totp: [failsWith('invalid_code', { attemptsRemaining: 7 })] })
    await type('111111{Enter}')
    expect(field()).toHaveAccessibleDescription(expect.stringContaining('7 attempts left.'))
  })

  it('MUST show a failure that is not about the code as such, at the cost of no attempt', async () => {
    const { type } = await atCode({ totp: [{ throws: new TypeError('Failed to fetch') }] })
    await type('123456{Enter}')
    expect(screen.getByRole('region', { name: 'No connection to the service' })).toBeInTheDocument()
    expect(field()).not.toHaveAttribute('aria-invalid')
    expect(document.body).not.toHaveTextContent('attempts left')
  })
})

describe('after too many wrong codes', () => {
  async function locked() {
    const page = await atCode({ totp: [WRONG] })
    for (const code of ['111111', '222222', '333333']) await page.type(`${code}{Enter}`)
    return page
  }
  const lockedFor = () => document.querySelector('[data-part="retry-wait"]')

  it('MUST say after too many wrong codes when the next one can be entered, counted in silence', async () => {
    const { advance, root } = await locked()
    expect(root()).toHaveAttribute('data-state', 'locked')
    expect(screen.getByRole('heading', { name: 'Too many wrong codes' })).toHaveFocus()
    expect(lockedFor()).toHaveTextContent('You can try again in 30 seconds.')
    expect(lockedFor()?.closest('[aria-live], [role="status"]')).toBeNull()
    expect(screen.queryByLabelText('Verification code')).not.toBeInTheDocument()
    await advance(13_000)
    expect(lockedFor()).toHaveTextContent('You can try again in 17 seconds.')
  })

  it('MUST open again by itself after a lock-out, with an empty field that has the focus', async () => {
    const { advance, root, tries, type } = await locked()
    await advance(30_000)
    expect(root()).toHaveAttribute('data-state', 'totp')
    expect(field()).toHaveFocus()
    expect(field()).toHaveValue('')
    expect(field()).not.toHaveAttribute('aria-invalid')
    await type('333333{Enter}')
    expect(tries()).toBe(4)
  })

  it('MUST offer to cancel, also while it is locked', async () => {
    for (const reach of [atCode, locked]) {
      const { page, press, root } = await reach()
      await press('Cancel')
      expect(root()).toHaveAttribute('data-state', 'cancelled')
      page.unmount()
    }
  })

  it('says until when in the form, which takes nothing meanwhile, where that stands alone', async () => {
    const { controller, clock } = await playScenario('locked')
    render(
      <CibaProvider controller={controller}>
        <TotpForm />
      </CibaProvider>,
    )
    expect(screen.getByRole('region', { name: 'Too many wrong codes' })).toBeVisible()
    expect(lockedFor()).toHaveTextContent('You can try again in 30 seconds.')
    expect(field().readOnly).toBe(true)
    expect(screen.getByRole('button', { name: 'Verify' })).toHaveAttribute('aria-disabled', 'true')
    expect(document.body).not.toHaveTextContent('Checking the code…')
    await act(() => clock.advance(30_000))
    expect(screen.queryByRole('region', { name: 'Too many wrong codes' })).toBeNull()
    expect(field().readOnly).toBe(false)
  })

  it('takes another code after the pause in a form that stands alone', async () => {
    const { user, advance, tries } = await atCode({ totp: [WRONG] }, {}, <Alone />)
    for (const code of ['111111', '222222', '333333']) {
      await user.clear(field())
      await user.type(field(), `${code}{Enter}`)
      await advance(0)
    }
    expect(field()).toHaveFocus()
    await advance(30_000)
    expect(field()).toHaveValue('')
    await user.keyboard('123456')
    await advance(SETTLED_MS)
    expect(tries()).toBe(4)
  })

  it('says the server’s own time where it gives one', async () => {
    const { type } = await atCode({
      totp: [{ throws: { status: 429, body: { error: 'too_many_retries', retry_after: 300 } } }],
    })
    await type('111111{Enter}')
    expect(lockedFor()).toHaveTextContent('You can try again in 5 minutes.')
  })
})

describe('the way back', () => {
  it('MUST lead back to the request on the phone while that is open', async () => {
    const { press, root, client, advance } = await atCode()
    await press('Back to the request on your phone')
    expect(root()).toHaveAttribute('data-state', 'polling')
    expect(client.count('initiate')).toBe(1)
    await press('Use a code instead')
    await advance(300_000)
    expect(
      screen.queryByRole('button', { name: 'Back to the request on your phone' }),
    ).not.toBeInTheDocument()
    expect(field()).toBeInTheDocument()
  })
})
