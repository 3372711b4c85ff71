import { fireEvent, render, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { AuthErrorBanner, type AuthErrorBannerProps } from '../../src/components/auth-error-banner.js'
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

// "Field errors are listed and linked to their fields."
describe('the list in the banner', () => {
  it('lets each text run in its own direction, linked or not', () => {
    render(<Form error={WRONG} />)
    const list = screen.getByRole('list')
    expect([...list.querySelectorAll('bdi')].map(({ textContent }) => textContent)).toEqual(
      Object.values(WRONG.fieldErrors ?? {}).flat(),
    )
  })

  it('links each text to the field of that name, and focuses it', () => {
    render(<Form error={WRONG} />)
    fireEvent.click(screen.getByRole('link', { name: 'Enter an address with an @' }))
    expect(screen.getByLabelText('Email')).toHaveFocus()
  })

  it('links by the ids that the app gives', () => {
    render(<Form error={WRONG} fieldIds={{ phone: 'tel' }} />)
    const link = screen.getByRole('link', { name: 'Use digits only' })
    expect(link).toHaveAttribute('href', '#tel')
    fireEvent.click(link)
    expect(screen.getByLabelText('Phone')).toHaveFocus()
  })

  it('has no link to what nobody can focus', () => {
    render(<Form error={WRONG} />)
    expect(screen.getByText('Solve it again')).toBeInTheDocument()
    expect(screen.queryByRole('link', { name: 'Solve it again' })).not.toBeInTheDocument()
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

// "`useFieldErrors` puts them at the field with `aria-describedby`."
describe('useFieldErrors', () => {
  it('marks a wrong field and describes it by its texts and its hint', () => {
    render(<Form error={WRONG} />)
    const email = screen.getByLabelText('Email')
    expect(email).toBeInvalid()
    expect(email).toHaveAccessibleDescription('Enter an address with an @ Work address')
  })

  it('leaves a right one alone, but for its hint', () => {
    const { rerender } = render(<Form error={null} />)
    const email = screen.getByLabelText('Email')
    expect(email).not.toHaveAttribute('aria-invalid')
    expect(email).toHaveAccessibleDescription('Work address')
    expect(screen.getByLabelText('Phone')).not.toHaveAttribute('aria-describedby')
    rerender(<Form error={WRONG} />)
    expect(email).toBeInvalid()
  })

  it('takes anything that was thrown, and has nothing for names that every object has', () => {
    function Probe() {
      const field = useFieldErrors({ status: 422, body: { error: 'validation' } })
      return <p>{JSON.stringify([field('constructor').messages, field('x').messages])}</p>
    }
    render(<Probe />)
    expect(screen.getByText('[[],[]]')).toBeInTheDocument()
  })
})
