import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { ErrorsReference } from '../../stories/docs-blocks/errors-reference.js'

const titles = () => screen.queryAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent)

it('the reference of errors is filtered by code, with its kind, and says how many are left', async () => {
  render(<ErrorsReference />)
  const all = titles().length
  await userEvent.type(screen.getByLabelText(/^Filter/), 'auth_003')
  expect(titles()).toEqual(['Your sign-in needs renewing'])
  expect(screen.getByRole('table', { name: 'Codes of Nexla' })).toBeInTheDocument()
  expect(screen.getAllByRole('table')).toHaveLength(1)
  expect(screen.getByRole('status')).toHaveTextContent(`1 of ${all} kinds, 1 of`)
})

it('several words must all fit', async () => {
  render(<ErrorsReference />)
  await userEvent.type(screen.getByLabelText(/^Filter/), 'oauth expired')
  expect(screen.getByRole('table', { name: 'Codes of OAuth' })).toHaveTextContent('expired_token')
  expect(screen.queryByRole('table', { name: 'Codes of Chordian' })).not.toBeInTheDocument()
})
