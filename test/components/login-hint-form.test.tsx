import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { LoginHintForm } from '../../src/components/login-hint-form.js'

function setUp(defaultValue?: string) {
  const onSubmit = vi.fn()
  render(<LoginHintForm onSubmit={onSubmit} appName="Acme" defaultValue={defaultValue} />)
  const field = screen.getByLabelText('Email')
  return { onSubmit, field, user: userEvent.setup({ delay: null }) }
}

describe('asking who signs in', () => {
  it('names the app, and lets the browser fill in the address', () => {
    const { field } = setUp()
    expect(screen.getByRole('region', { name: 'Sign in to Acme' })).toBeInTheDocument()
    expect(field).toHaveAttribute('autocomplete', 'username')
    // An address reads from left to right on every page.
    expect(field).toHaveAttribute('dir', 'ltr')
    expect(field).toHaveAccessibleDescription('We send a request to your phone. No password needed.')
  })

  it.each([
    ['nothing', '', 'Enter your email address'],
    ['spaces', '   ', 'Enter your email address'],
    ['no domain', 'dana@', 'Enter an email address in the form name@example.com'],
    ['no name', '@example.com', 'Enter an email address in the form name@example.com'],
    ['no dot in the domain', 'dana@example', 'Enter an email address in the form name@example.com'],
    ['two addresses', 'dana@example.com@example.com', 'Enter an email address in the form name@example.com'],
  ])('%s is refused at the field, and nothing is sent', async (_what, typed, problem) => {
    const { onSubmit, field, user } = setUp()
    if (typed) await user.type(field, typed)
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(onSubmit).not.toHaveBeenCalled()
    expect(field).toHaveAccessibleDescription(problem)
    expect(field).toBeInvalid()
    expect(field).toHaveFocus()
  })

  it('a corrected address is sent, trimmed, and the problem goes', async () => {
    const { onSubmit, field, user } = setUp()
    await user.type(field, 'dana@{Enter}')
    await user.clear(field)
    await user.type(field, ' dana@example.com {Enter}')
    expect(onSubmit.mock.calls).toEqual([['dana@example.com']])
    expect(field).toBeValid()
    expect(field).not.toHaveAttribute('aria-invalid')
  })

  it('an address that the app knows can be sent as it is', async () => {
    const { onSubmit, user } = setUp('dana@example.com')
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(onSubmit.mock.calls).toEqual([['dana@example.com']])
  })
})
