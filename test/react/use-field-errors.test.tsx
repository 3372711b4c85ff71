import { render, renderHook, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { AuthError } from '../../src/errors/auth-error.js'
import { authError } from '../../src/errors/normalize.js'
import { useFieldErrors } from '../../src/react/use-field-errors.js'

const failure = (fieldErrors: Record<string, string[]>) =>
  new AuthError({ ...authError('validation').toJSON(), fieldErrors })

const WRONG = failure({ email: ['Enter an address with an @'], 'post code': ['Use digits only'] })

function Form({ error }: { error: unknown }) {
  const field = useFieldErrors(error)
  const [email, code] = [field('email', 'email-hint'), field('post code')]
  return (
    <>
      <input aria-label="Email" {...email.inputProps} />
      <p id="email-hint">Work address</p>
      <p id={email.errorId}>{email.messages.join(' ')}</p>
      <input aria-label="Post code" {...code.inputProps} />
      <p id={code.errorId}>{code.messages.join(' ')}</p>
      <input aria-label="Name" {...field('name').inputProps} />
    </>
  )
}

it('MUST mark a wrong field and describe it by its texts, then by its hint', () => {
  render(<Form error={WRONG} />)
  expect(screen.getByLabelText('Email')).toBeInvalid()
  expect(screen.getByLabelText('Email')).toHaveAccessibleDescription(
    'Enter an address with an @ Work address',
  )
})

it('MUST leave a field that is in order alone, but for its hint', () => {
  const { rerender } = render(<Form error={null} />)
  const email = screen.getByLabelText('Email')
  expect(email).not.toHaveAttribute('aria-invalid')
  expect(email).toHaveAccessibleDescription('Work address')
  rerender(<Form error={WRONG} />)
  expect(email).toBeInvalid()
  expect(screen.getByLabelText('Name')).not.toHaveAttribute('aria-describedby')
  expect(screen.getByLabelText('Name')).not.toHaveAttribute('aria-invalid')
})

it('MUST take anything that was thrown, and have nothing for names that every object has', () => {
  for (const error of [
    new Error('boom'),
    'boom',
    null,
    { status: 422, body: { error: 'validation' } },
    WRONG,
  ]) {
    const { result, unmount } = renderHook(() => useFieldErrors(error))
    expect(result.current('constructor').messages).toEqual([])
    expect(result.current('constructor').inputProps).toEqual({})
    unmount()
  }
})

it('MUST make one id of a field’s name, whatever that is', () => {
  render(<Form error={WRONG} />)
  expect(screen.getByLabelText('Post code')).toHaveAccessibleDescription('Use digits only')
  const { result } = renderHook(() => useFieldErrors(WRONG))
  expect(result.current('a\tb  c').errorId).toMatch(/^\S+$/)
})

it('MUST keep its function as long as the error is the same', () => {
  const { result, rerender } = renderHook(({ error }) => useFieldErrors(error), {
    initialProps: { error: WRONG },
  })
  const first = result.current
  rerender({ error: WRONG })
  expect(result.current).toBe(first)
  rerender({ error: failure({ email: ['Taken'] }) })
  expect(result.current).not.toBe(first)
})
