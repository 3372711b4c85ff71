import { fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { normalizeCode } from '../../src/components/use-totp-form.js'
import { failsWith } from '../../src/testing/scripted-client.js'
import { atCode, field, SETTLED_MS } from '../support/code-harness.js'

// A verb that is not possible now warns its developer; that is not the question here.
beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => undefined))
afterEach(() => vi.restoreAllMocks())

const WRONG = failsWith('invalid_code')

/** What a script that knows nothing of React does: through the element itself, or past what React has put there. */
const setOwn = (input: HTMLInputElement, value: string) => {
  input.value = value
}
const setNative = (input: HTMLInputElement, value: string) =>
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, value)

it('MUST be one labelled input that phones and password managers know as a one-time code', async () => {
  await atCode()
  expect(screen.getAllByRole('textbox')).toEqual([field()])
  expect(field()).toHaveAttribute('type', 'text')
  expect(field()).toHaveAttribute('inputmode', 'numeric')
  expect(field()).toHaveAttribute('autocomplete', 'one-time-code')
  expect(field()).toHaveAccessibleDescription('Six digits; they change every 30 seconds.')
})

it.each([
  ['123 456', '123456'],
  ['123-456', '123456'],
  ['１２３４５６', '123456'],
  ['١٢٣ ٤٥٦', '123456'],
  ['۱۲۳۴۵۶', '123456'],
  [' 12 34 56 ', '123456'],
  ['code: 123456.', '123456'],
  ['1234567', '123456'],
  ['12ab', '12'],
  ['', ''],
])('reads %j as %j', (text, code) => {
  expect(normalizeCode(text)).toBe(code)
})

it('reads each digit of Unicode as what it stands for', () => {
  const digits = Array.from({ length: 0x110000 }, (_, point) => point)
    .filter((point) => /^\p{Nd}$/u.test(String.fromCodePoint(point)))
    .map((point) => String.fromCodePoint(point))
  expect(digits.length).toBeGreaterThanOrEqual(650)
  // A whole number of scripts of ten digits each.
  for (let first = 0; first < digits.length; first += 10) {
    const [zero, ...others] = digits.slice(first, first + 10).map(normalizeCode)
    expect(`${zero}${others.join('')}`, digits[first]).toBe('0123456789')
  }
})

it('MUST take 123 456, 123-456 and the digits of any script from the clipboard, normalised before they are cut', async () => {
  for (const text of ['123 456', '123-456', '１２３４５６', '١٢٣٤٥٦', '۱۲۳-۴۵۶', 'Your code is 12 34 56']) {
    const { user, advance, root, tries, page } = await atCode()
    await user.click(field())
    await user.paste(text)
    expect(field()).toHaveValue('123456')
    await advance(SETTLED_MS)
    expect(tries()).toBe(1)
    expect(root()).toHaveAttribute('data-state', 'approved')
    page.unmount()
  }
})

it('MUST take what a password manager fills in, and send it once', async () => {
  for (const [set, events] of [
    [setNative, ['input', 'change']],
    [setOwn, ['input']],
    [setOwn, ['change']],
  ] as const) {
    const { advance, root, tries, page } = await atCode()
    set(field(), '123 456')
    for (const type of events) field().dispatchEvent(new Event(type, { bubbles: true }))
    await advance(SETTLED_MS)
    expect(tries()).toBe(1)
    expect(root()).toHaveAttribute('data-state', 'approved')
    page.unmount()
  }
})

it('takes typed and filled-in digits of any script', async () => {
  for (const enter of [
    (page: Awaited<ReturnType<typeof atCode>>) => page.type('۱۲۳۴۵۶'),
    () => {
      setNative(field(), '١٢٣٤٥٦')
      field().dispatchEvent(new Event('input', { bubbles: true }))
    },
  ]) {
    const page = await atCode()
    await enter(page)
    expect(field()).toHaveValue('123456')
    await page.advance(SETTLED_MS)
    expect(page.tries()).toBe(1)
    page.page.unmount()
  }
})

it('leaves the caret where it was when it takes a letter away', async () => {
  const { user, type } = await atCode()
  await type('1256')
  field().setSelectionRange(2, 2)
  await user.keyboard('a34')
  expect(field()).toHaveValue('123456')
  expect(field().selectionStart).toBe(4)
})

it('leaves the focus where it is when the field is filled in from elsewhere', async () => {
  await atCode()
  const cancel = screen.getByRole('button', { name: 'Cancel' })
  cancel.focus()
  const select = vi.spyOn(field(), 'setSelectionRange')
  setNative(field(), '123 456')
  field().dispatchEvent(new Event('input', { bubbles: true }))
  expect(field()).toHaveValue('123456')
  expect(cancel).toHaveFocus()
  expect(select).not.toHaveBeenCalled()
})

it('MUST leave a composition of an input method alone until it is done', async () => {
  const { advance, tries } = await atCode()
  const compose = (value: string) => {
    field().value = value
    field().dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }))
  }
  fireEvent.compositionStart(field())
  for (const text of ['１', '１２', '１２３４５６']) {
    compose(text)
    expect(field()).toHaveValue(text)
  }
  await advance(5_000)
  expect(tries()).toBe(0)
  fireEvent.compositionEnd(field())
  expect(field()).toHaveValue('123456')
  await advance(SETTLED_MS)
  expect(tries()).toBe(1)
})

it('MUST send a complete code by itself, at most once for a value', async () => {
  const { type, advance, tries } = await atCode({ totp: [WRONG] }, { codeAttempts: 9 })
  const typeAndWait = async (code: string) => {
    await type(code)
    await advance(SETTLED_MS)
    return tries()
  }
  await type('111111')
  expect(tries()).toBe(0)
  await advance(SETTLED_MS)
  expect(tries()).toBe(1)
  expect(await typeAndWait('111111')).toBe(1)
  expect(await typeAndWait('222222')).toBe(2)
  expect(await typeAndWait('111111')).toBe(2)
  await advance(5_000)
  expect(tries()).toBe(2)
})

it('MUST send a code on Enter, also one that it sent before', async () => {
  const { type, user, advance, tries } = await atCode({ totp: [WRONG] })
  await type('111111{Enter}')
  expect(tries()).toBe(1)
  await advance(5_000)
  expect(tries()).toBe(1)
  await user.type(field(), '{Enter}', { skipClick: true })
  await advance(0)
  expect(tries()).toBe(2)
})

it('an input event without a change of the digits sends nothing', async () => {
  const { type, advance, tries } = await atCode({ totp: [WRONG] })
  await type('111111')
  await advance(SETTLED_MS)
  fireEvent.input(field(), { target: { value: '111 111' } })
  await advance(SETTLED_MS)
  expect(tries()).toBe(1)
})
