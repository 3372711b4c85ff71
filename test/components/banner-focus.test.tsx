import { act, render, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { AuthErrorBanner } from '../../src/components/auth-error-banner.js'
import { authError } from '../../src/errors/normalize.js'

const DOWN = authError('server_error')
const said = () => screen.getByRole('status').textContent?.replace('\u00a0', '')
const page = (error: unknown) => (
  <>
    <textarea aria-label="notes" />
    <button>Save</button>
    <AuthErrorBanner error={error} takesFocus />
  </>
)

// "Either announces or takes focus (essential errors), never both; never steals focus while someone types."
describe('a banner that takes the focus', () => {
  it('has it on its title when an error appears, and says nothing beside it', () => {
    const { rerender } = render(page(null))
    act(() => screen.getByRole('button', { name: 'Save' }).focus())
    rerender(page(DOWN))
    expect(screen.getByRole('heading')).toHaveFocus()
    expect(said()).toBe('')
  })

  it('leaves it where somebody types, and announces', () => {
    const { rerender } = render(page(null))
    act(() => screen.getByLabelText('notes').focus())
    rerender(page(DOWN))
    expect(screen.getByLabelText('notes')).toHaveFocus()
    expect(said()).toMatch(/^The service has a problem\. /)
  })

  it('takes it once for each error, not for each render', () => {
    const { rerender } = render(page(DOWN))
    act(() => screen.getByRole('button', { name: 'Save' }).focus())
    rerender(page(DOWN))
    expect(screen.getByRole('button', { name: 'Save' })).toHaveFocus()
    rerender(page(authError('server_error')))
    expect(screen.getByRole('heading')).toHaveFocus()
  })
})
