import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { AuthErrorBanner } from '../../src/components/auth-error-banner.js'
import { AuthError } from '../../src/errors/auth-error.js'
import { authError } from '../../src/errors/normalize.js'
import { AuthErrorProvider } from '../../src/react/auth-error-provider.js'

const links = () => screen.queryAllByRole('link').map(({ textContent }) => textContent)
const show = (error: AuthError) =>
  render(
    <AuthErrorProvider
      helpBaseUrl="/help"
      statusPageUrl="https://status.example"
      supportUrl="mailto:help@acme.example"
    >
      <AuthErrorBanner error={error} />
    </AuthErrorProvider>,
  )

it.each(['INTERNAL_ERROR', 'BAD_GATEWAY', 'temporarily_unavailable'])(
  'a failure of the service, %s, leads to its status page and to support',
  (code) => {
    show(authError(code))
    expect(links()).toEqual(['Read more about this', 'Service status', 'Contact support'])
    expect(screen.getByRole('link', { name: 'Service status' })).toHaveAttribute(
      'href',
      'https://status.example',
    )
  },
)

it('where support is what helps, it is a link away; a mail program opens in no tab', () => {
  show(authError('invalid_client'))
  expect(links()).toEqual(['Read more about this', 'Contact support'])
  const mail = screen.getByRole('link', { name: 'Contact support' })
  expect(mail).toHaveAttribute('href', 'mailto:help@acme.example')
  expect(mail).not.toHaveAttribute('target')
})

it('a person’s own no leads to neither', () => {
  show(authError('access_denied'))
  expect(links()).toEqual(['Read more about this'])
})

it('a link that is no page is not followed, whoever made the error', () => {
  const fields = authError('access_denied').toJSON()
  show(new AuthError({ ...fields, helpUrl: 'javascript:alert(1)' }))
  expect(screen.getByRole('link')).toHaveAttribute('href', '/help/denied')
})
