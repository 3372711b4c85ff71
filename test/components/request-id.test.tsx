import { act, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { AuthErrorBanner } from '../../src/components/auth-error-banner.js'
import { AuthError } from '../../src/errors/auth-error.js'
import { authError } from '../../src/errors/normalize.js'
import { RequestId } from '../../src/components/request-id.js'
import { recordSpeech } from '../support/transcript.js'

const ID = 'req-0123456789abcdef0123456789abcdef-0123456789abcdef'
const AT = Date.UTC(2026, 0, 15, 10, 30)

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => {
  vi.useRealTimers()
  Reflect.deleteProperty(navigator, 'clipboard')
})
function clipboard(writeText: ((text: string) => Promise<void>) | undefined) {
  const value = writeText && { writeText }
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value })
}
const press = (name: string) => act(async () => void fireEvent.click(screen.getByRole('button', { name })))
const pass = (ms: number) => act(() => void vi.advanceTimersByTime(ms))

it('MUST show the id whole, left to right and untranslated', () => {
  render(<RequestId id={ID} at={AT} />)
  expect(screen.getByText(ID)).toHaveAttribute('dir', 'ltr')
  expect(screen.getByText(ID)).toHaveAttribute('translate', 'no')
})

it('MUST show the time left to right and untranslated, and give it to machines as ISO 8601', () => {
  render(<RequestId id={ID} at={AT} />)
  const time = document.querySelector('time')
  expect(time).toHaveTextContent(/2026/)
  expect(time).toHaveAttribute('datetime', '2026-01-15T10:30:00.000Z')
  expect(time).toHaveAttribute('dir', 'ltr')
  expect(time).toHaveAttribute('translate', 'no')
})

it('MUST show no time where the error has none', () => {
  render(<RequestId id={ID} at={Number.NaN} />)
  expect(screen.getByText(ID)).toBeInTheDocument()
  expect(document.querySelector('time')).toBeNull()
  expect(document.body).not.toHaveTextContent('Time')
})

it('MUST show the time alone where there is no id', () => {
  render(<AuthErrorBanner error={new AuthError({ ...authError('offline').toJSON(), occurredAt: AT })} />)
  expect(document.querySelector('time')).toHaveAttribute('datetime', '2026-01-15T10:30:00.000Z')
  expect(document.body).not.toHaveTextContent('Request id')
  expect(screen.queryByRole('button', { name: 'Copy' })).not.toBeInTheDocument()
})

it('MUST copy exactly the id with a real button', async () => {
  const written: string[] = []
  clipboard(async (text) => void written.push(text))
  render(<RequestId id={ID} at={AT} />)
  expect(screen.getByRole('button', { name: 'Copy' }).tagName).toBe('BUTTON')
  await press('Copy')
  expect(written).toEqual([ID])
})

it('MUST say “Copied” only after copying, for a while', async () => {
  render(<RequestId id={ID} at={AT} />)
  const refused = () => Promise.reject(new DOMException('not allowed', 'NotAllowedError'))
  for (const writeText of [refused, undefined]) {
    clipboard(writeText)
    await press('Copy')
    expect(screen.queryByText('Copied')).not.toBeInTheDocument()
  }
  clipboard(async () => undefined)
  await press('Copy')
  expect(screen.getByRole('button', { name: 'Copied' })).toBeInTheDocument()
  pass(4_000)
  expect(screen.getByRole('button', { name: 'Copy' })).toBeInTheDocument()
})

it('MUST select the id where the browser does not copy, and say so once, in sight and aloud', async () => {
  const refused = () => Promise.reject(new DOMException('not allowed', 'NotAllowedError'))
  for (const writeText of [refused, undefined]) {
    clipboard(writeText)
    const { unmount } = render(<RequestId id={ID} at={AT} />)
    const { said } = recordSpeech()
    for (const _press of ['first', 'again']) {
      getSelection()?.removeAllRanges()
      await press('Copy')
      expect(getSelection()?.toString()).toBe(ID)
      expect(said()).toEqual(['Could not copy. The text is selected: copy it by hand.'])
    }
    expect(screen.getAllByText(/^Could not copy/, { selector: '.rc-note' })).toHaveLength(1)
    clipboard(async () => undefined)
    await press('Copy')
    expect(screen.queryByText(/^Could not copy/, { selector: '.rc-note' })).toBeNull()
    unmount()
  }
})

it('MUST say “Copied” aloud once, and nothing when the button is as before', async () => {
  clipboard(async () => undefined)
  render(<RequestId id={ID} at={AT} />)
  const { said } = recordSpeech()
  await press('Copy')
  expect(said()).toEqual(['Copied'])
  pass(10_000)
  expect(said()).toEqual([])
  await press('Copy')
  expect(said()).toEqual(['Copied'])
})
