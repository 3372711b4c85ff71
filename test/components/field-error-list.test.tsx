import { fireEvent, render, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { AuthErrorBanner } from '../../src/components/auth-error-banner.js'
import type { AuthErrorBannerProps } from '../../src/components/banner-props.js'
import { AuthError } from '../../src/errors/auth-error.js'
import { authError } from '../../src/errors/normalize.js'
import { useFieldErrors } from '../../src/react/use-field-errors.js'

const failure = (fieldErrors: Record<string, string[]>) =>
  new AuthError({ ...authError('validation').toJSON(), fieldErrors })

const WRONG = failure({
  email: ['Enter an address with an @'],
  phone: ['Start with +', 'Use digits only'],
  captcha: ['Solve it again'],
})

function Form({ error, ...rest }: Pick<AuthErrorBannerProps, 'error' | 'fieldIds'>) {
  const field = useFieldErrors(error)
  const email = field('email', 'email-hint')
  return (
    <form>
      <AuthErrorBanner error={error} {...rest} />
      <input type="hidden" name="captcha" />
      <input aria-label="Email" name="email" {...email.inputProps} />
      <p id="email-hint">Work address</p>
      {email.messages.map((text) => (
        <p key={text} id={email.errorId}>
          {text}
        </p>
      ))}
      <input aria-label="Phone" id="tel" {...field('phone').inputProps} />
    </form>
  )
}

describe('the list in the banner', () => {
  it('lets each text run in its own direction, linked or not', () => {
    render(<Form error={WRONG} />)
    const list = screen.getByRole('list')
    expect([...list.querySelectorAll('bdi')].map(({ textContent }) => textContent)).toEqual(
      Object.values(WRONG.fieldErrors ?? {}).flat(),
    )
  })

  it('MUST list field errors, each linked to its field where the page has one', () => {
    render(<Form error={WRONG} />)
    expect(screen.getAllByRole('listitem')).toHaveLength(4)
    expect(screen.queryByRole('link', { name: 'Solve it again' })).not.toBeInTheDocument()
    fireEvent.click(screen.getByRole('link', { name: 'Enter an address with an @' }))
    expect(screen.getByLabelText('Email')).toHaveFocus()
  })

  it('leads to what takes the focus: a control, or the first of a group, and to nothing else', () => {
    const error = failure({
      description: ['Too short'],
      name: ['Missing'],
      plan: ['Choose one'],
      size: ['Closed'],
    })
    render(
      <>
        <meta name="description" content="about the page" />
        <AuthErrorBanner error={error} fieldIds={{ plan: 'plans' }} />
        <textarea name="description" aria-label="Description" />
        <fieldset id="name">
          <input type="hidden" name="key" />
          <input aria-label="First name" />
          <input aria-label="Last name" />
        </fieldset>
        <fieldset id="plans">
          <button>Basic</button>
        </fieldset>
        <input disabled name="size" />
      </>,
    )
    for (const [text, target] of [
      ['Too short', screen.getByLabelText('Description')],
      ['Missing', screen.getByLabelText('First name')],
      ['Choose one', screen.getByRole('button', { name: 'Basic' })],
    ] as const) {
      fireEvent.click(screen.getByRole('link', { name: text }))
      expect(target).toHaveFocus()
    }
    expect(screen.queryByRole('link', { name: 'Closed' })).not.toBeInTheDocument()
  })

  it('links by the ids that the app gives', () => {
    render(<Form error={WRONG} fieldIds={{ phone: 'tel' }} />)
    const link = screen.getByRole('link', { name: 'Use digits only' })
    expect(link).toHaveAttribute('href', '#tel')
    fireEvent.click(link)
    expect(screen.getByLabelText('Phone')).toHaveFocus()
  })

  it('shows texts as they are, never as markup', () => {
    render(<Form error={failure({ email: ['<img src=x onerror=alert(1)>'] })} />)
    expect(document.querySelector('img')).toBeNull()
    expect(screen.getByRole('link')).toHaveTextContent('<img src=x onerror=alert(1)>')
  })

  it('copes with fields of any name', () => {
    render(<Form error={failure({ 'a"] b': ['Odd'], constructor: ['Odder'] })} />)
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual(['Odd', 'Odder'])
  })
})
