import { fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { normalizeCode } from '../../src/components/use-totp-form.js'
import type { FlowSettings } from '../../src/machine/settings.js'
import { failsWith, type Script } from '../../src/testing/scripted-client.js'
import { renderFlow } from '../support/flow-harness.js'

// A verb that is not possible now warns its developer; that is not the question here.
beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => undefined))
afterEach(() => vi.restoreAllMocks())

const WRONG = failsWith('invalid_code')
/** Longer than the moment in which the last digit is seen before the code is sent. */
const SETTLED_MS = 400

const field = () => screen.getByLabelText<HTMLInputElement>('Verification code')

async function atCode(script: Script = {}, settings: Partial<FlowSettings> = {}) {
  const page = await renderFlow(script, settings)
  await page.signIn()
  await page.press('Use a code instead')
  const tries = () => page.client.count('verifyTotp')
  const type = async (text: string) => {
    await page.user.clear(field())
    await page.user.type(field(), text)
    await page.advance(0)
  }
  return { ...page, tries, type }
}

describe('the code field', () => {
  it('is one labelled field that phones and password managers know', async () => {
    await atCode()
    expect(field()).toHaveAttribute('type', 'text')
    expect(field()).toHaveAttribute('inputmode', 'numeric')
    expect(field()).toHaveAttribute('autocomplete', 'one-time-code')
    expect(field()).toHaveAccessibleDescription('Six digits; they change every 30 seconds.')
  })

  it.each([
    ['123 456', '123456'],
    ['123-456', '123456'],
    ['１２３４５６', '123456'],
    [' 12 34 56 ', '123456'],
    ['code: 123456.', '123456'],
    ['1234567', '123456'],
    ['12ab', '12'],
    ['', ''],
  ])('reads %j as %j', (text, code) => {
    expect(normalizeCode(text)).toBe(code)
  })

  it.each(['123 456', '123-456', '１２３４５６'])(
    'takes %s from the clipboard and sends it',
    async (text) => {
      const { user, advance, root, tries } = await atCode()
      await user.click(field())
      await user.paste(text)
      expect(field()).toHaveValue('123456')
      await advance(SETTLED_MS)
      expect(tries()).toBe(1)
      expect(root()).toHaveAttribute('data-state', 'approved')
    },
  )

  it('sends a complete code by itself, once for a value', async () => {
    const { type, advance, tries } = await atCode({ totp: [WRONG] })
    await type('111111')
    expect(tries()).toBe(0)
    await advance(SETTLED_MS)
    expect(tries()).toBe(1)
    await type('111111')
    await advance(5_000)
    expect(tries()).toBe(1)
    await type('222222')
    await advance(SETTLED_MS)
    expect(tries()).toBe(2)
  })

  it('Enter sends at once, and the same code is not sent by itself afterwards', async () => {
    const { type, advance, tries } = await atCode({ totp: [WRONG] })
    await type('111111{Enter}')
    expect(tries()).toBe(1)
    await advance(5_000)
    expect(tries()).toBe(1)
  })

  it('the same wrong code can be sent again on purpose', async () => {
    const { type, user, advance, tries } = await atCode({ totp: [WRONG] })
    await type('111111')
    await advance(SETTLED_MS)
    await user.type(field(), '{Enter}', { skipClick: true })
    await advance(0)
    expect(tries()).toBe(2)
  })

  it('an incomplete code is refused at the field, and nothing is sent', async () => {
    const { type, advance, tries } = await atCode()
    await type('123{Enter}')
    await advance(SETTLED_MS)
    expect(tries()).toBe(0)
    expect(field()).toBeInvalid()
    expect(field()).toHaveAccessibleDescription(expect.stringContaining('Enter all six digits'))
    expect(field()).toHaveFocus()
  })

  it('cannot be changed while the code is checked', async () => {
    const { type, user, advance, tries } = await atCode({ totp: ['hang'] })
    await type('123456{Enter}')
    expect(field()).toHaveAttribute('readonly')
    expect(screen.getByRole('button', { name: 'Verify' })).toHaveAttribute('aria-disabled', 'true')
    await user.type(field(), '9{Enter}', { skipClick: true })
    await advance(SETTLED_MS)
    expect(field()).toHaveValue('123456')
    expect(tries()).toBe(1)
  })

  it('a wrong code keeps the focus, is selected to be typed over, and tells the attempts left', async () => {
    const { type } = await atCode({ totp: [WRONG] })
    await type('111111{Enter}')
    expect(field()).toHaveFocus()
    expect(field().selectionStart).toBe(0)
    expect(field().selectionEnd).toBe(6)
    expect(field()).toBeInvalid()
    expect(field()).toHaveAccessibleDescription(expect.stringContaining('2 attempts left.'))
    expect(screen.getByRole('alert')).toHaveTextContent('2 attempts left.')
    await type('222222{Enter}')
    expect(field()).toHaveAccessibleDescription(expect.stringContaining('1 attempt left.'))
  })

  it('says the server’s own count of attempts where it gives one', async () => {
    const { type } = await atCode({ totp: [failsWith('invalid_code', { attemptsRemaining: 7 })] })
    await type('111111{Enter}')
    expect(field()).toHaveAccessibleDescription(expect.stringContaining('7 attempts left.'))
  })

  it('a failure that is not about the code is shown as such and costs no attempt', async () => {
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
  const lockedFor = () => document.querySelector('[data-part="locked-for"]')

  it('says for how long, and counts down in silence', async () => {
    const { advance, root } = await locked()
    expect(root()).toHaveAttribute('data-state', 'locked')
    expect(screen.getByRole('heading', { name: 'Too many wrong codes' })).toHaveFocus()
    expect(lockedFor()).toHaveTextContent('You can enter a new code in 30 seconds.')
    expect(lockedFor()).toHaveAttribute('aria-live', 'off')
    expect(screen.queryByLabelText('Verification code')).not.toBeInTheDocument()
    await advance(13_000)
    expect(lockedFor()).toHaveTextContent('You can enter a new code in 17 seconds.')
  })

  it('opens again by itself, with an empty field that has the focus', async () => {
    const { advance, root, tries, type } = await locked()
    await advance(30_000)
    expect(root()).toHaveAttribute('data-state', 'totp')
    expect(field()).toHaveFocus()
    expect(field()).toHaveValue('')
    expect(field()).not.toHaveAttribute('aria-invalid')
    await type('333333{Enter}')
    expect(tries()).toBe(4)
  })

  it('says the server’s own time where it gives one', async () => {
    const { type } = await atCode({
      totp: [{ throws: { status: 429, body: { error: 'too_many_retries', retry_after: 300 } } }],
    })
    await type('111111{Enter}')
    expect(lockedFor()).toHaveTextContent('You can enter a new code in 5 minutes.')
  })
})

describe('the way back', () => {
  it('leads to the same request while that is open', async () => {
    const { press, root, client } = await atCode()
    await press('Back to the request on your phone')
    expect(root()).toHaveAttribute('data-state', 'polling')
    expect(client.count('initiate')).toBe(1)
  })

  it('is not offered after the request expired', async () => {
    const { advance } = await atCode()
    await advance(300_000)
    expect(
      screen.queryByRole('button', { name: 'Back to the request on your phone' }),
    ).not.toBeInTheDocument()
    expect(field()).toBeInTheDocument()
  })

  it('an input event without a change of the digits sends nothing', async () => {
    const { type, advance, tries } = await atCode({ totp: [WRONG] })
    await type('111111')
    await advance(SETTLED_MS)
    fireEvent.input(field(), { target: { value: '111 111' } })
    await advance(SETTLED_MS)
    expect(tries()).toBe(1)
  })
})
