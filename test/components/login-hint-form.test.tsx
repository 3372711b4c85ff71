import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { LoginHintForm } from '../../src/components/login-hint-form.js'
import { recordSpeech } from '../support/transcript.js'

function setUp(defaultValue?: string) {
  const onSubmit = vi.fn()
  render(<LoginHintForm onSubmit={onSubmit} appName="Acme" defaultValue={defaultValue} />)
  const field = screen.getByLabelText('Email')
  return { onSubmit, field, user: userEvent.setup({ delay: null }) }
}

describe('asking who signs in', () => {
  it('MUST name the app in its title and say what will happen', () => {
    const { field } = setUp()
    expect(screen.getByRole('region', { name: 'Sign in to Acme' })).toBeInTheDocument()
    // An address reads from left to right on every page.
    expect(field).toHaveAttribute('dir', 'ltr')
    expect(field).toHaveAccessibleDescription('We send a request to your phone. No password needed.')
  })

  it('MUST be one labelled input that browsers and password managers fill in', () => {
    const { field } = setUp()
    expect(screen.getAllByRole('textbox')).toEqual([field])
    expect(field).toHaveAttribute('autocomplete', 'username')
    expect(field).toHaveAttribute('type', 'email')
    expect(field).toHaveAttribute('name')
  })

  it('MUST refuse a missing or malformed address at the field, and send nothing', async () => {
    const { onSubmit, field, user } = setUp()
    const malformed = 'Enter an email address in the form name@example.com'
    for (const [typed, problem] of [
      ['', 'Enter your email address'],
      ['   ', 'Enter your email address'],
      ['dana@', malformed],
      ['@example.com', malformed],
      ['dana@example', malformed],
      ['dana@example.com@example.com', malformed],
    ] as const) {
      await user.clear(field)
      if (typed) await user.type(field, typed)
      await user.click(screen.getByRole('button', { name: 'Sign in' }))
      expect(field).toHaveAccessibleDescription(problem)
      expect(field).toBeInvalid()
    }
    expect(onSubmit).not.toHaveBeenCalled()
  })

  it('MUST put the focus into the field that was refused, and say the problem once', async () => {
    const { field, user } = setUp()
    const { said } = recordSpeech()
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(field).toHaveFocus()
    expect(said()).toEqual(['> Sign in', '> Email (Enter your email address)'])
    // The focus is there already, and would read nothing.
    for (let time = 0; time < 2; time++) {
      await user.keyboard('{Enter}')
      expect(field).toHaveFocus()
      expect(said()).toEqual(['Enter your email address'])
    }
  })

  it('MUST take the problem away with the next address that is in order', async () => {
    const { onSubmit, field, user } = setUp()
    await user.type(field, 'dana@{Enter}')
    expect(field).toBeInvalid()
    await user.type(field, 'example.com{Enter}', { initialSelectionStart: 5, initialSelectionEnd: 5 })
    expect(onSubmit.mock.calls).toEqual([['dana@example.com']])
    expect(field).toBeValid()
    expect(field).not.toHaveAttribute('aria-invalid')
  })

  it('MUST send an address without the spaces around it', async () => {
    const { onSubmit, field, user } = setUp()
    await user.type(field, ' dana@example.com {Enter}')
    expect(onSubmit.mock.calls).toEqual([['dana@example.com']])
  })

  it('MUST begin with the address that the app knows', async () => {
    const { onSubmit, user } = setUp('dana@example.com')
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(onSubmit.mock.calls).toEqual([['dana@example.com']])
  })
})
