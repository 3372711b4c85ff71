import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { BindingCode } from '../../src/components/binding-code.js'

it('MUST show the code whole, left to right and untranslated', () => {
  render(<BindingCode code="KQ7-42M" />)
  const code = screen.getByText('KQ7-42M')
  expect(code).toHaveAttribute('dir', 'ltr')
  expect(code).toHaveAttribute('translate', 'no')
})

it('MUST be spoken once, one sign at a time', () => {
  render(<BindingCode code="KQ7-42M" />)
  expect(screen.getByText('Code: K Q 7 dash 4 2 M')).not.toHaveAttribute('aria-hidden')
  expect(screen.getByText('KQ7-42M')).toHaveAttribute('aria-hidden', 'true')
})
