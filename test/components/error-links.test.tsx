import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { AuthErrorBanner } from '../../src/components/auth-error-banner.js'
import { AuthError } from '../../src/errors/auth-error.js'
import { authError } from '../../src/errors/normalize.js'
import en from '../../src/messages/locales/en.js'
import { withTexts } from '../../src/messages/with-texts.js'
import { AuthErrorProvider } from '../../src/react/auth-error-provider.js'

const links = () =>
  screen.queryAllByRole('link').map((link) => link.getAttribute('aria-label') ?? link.textContent)
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
    expect(links().slice(1)).toEqual(['Service status', 'Contact support'])
    expect(screen.getByRole('link', { name: 'Service status' })).toHaveAttribute(
      'href',
      'https://status.example',
    )
  },
)

it('where support is what helps, it is a link away; a mail program opens in no tab', () => {
  show(authError('invalid_client'))
  expect(links()).toEqual(['Read more about this: Sign-in is not set up correctly', 'Contact support'])
  const mail = screen.getByRole('link', { name: 'Contact support' })
  expect(mail).toHaveAttribute('href', 'mailto:help@acme.example')
  expect(mail).not.toHaveAttribute('target')
})

it('a person’s own no leads to neither', () => {
  show(authError('access_denied'))
  expect(links()).toEqual(['Read more about this: You declined on your phone'])
})

it('a link that is no page is not followed, whoever made the error', () => {
  const fields = authError('access_denied').toJSON()
  show(new AuthError({ ...fields, helpUrl: 'javascript:alert(1)' }))
  expect(screen.getByRole('link')).toHaveAttribute('href', '/help/denied')
})

it.each([
  ['AUTH_002', '/help/service-keys'],
  ['AUTH_003', '/help/sessions'],
  ['INVALID_REFRESH_TOKEN', '/help/session-expired'],
])('the help page of %s is %s', (code, href) => {
  show(authError(code))
  expect(links()[0]).toMatch(/^Read more about this: ./)
  expect(screen.getAllByRole('link')[0]).toHaveAttribute('href', href)
})

it('the help link has a label of its own where the app gives one, for a kind or a code', () => {
  const messages = withTexts(en, { errors: { denied: { help: 'Why was I asked?' } } })
  const { rerender } = render(
    <AuthErrorProvider helpBaseUrl="/help" messages={messages}>
      <AuthErrorBanner error={authError('access_denied')} />
    </AuthErrorProvider>,
  )
  expect(links()).toEqual(['Why was I asked?'])
  rerender(
    <AuthErrorProvider
      helpBaseUrl="/help"
      translate={(_, part) => (part === 'help' ? 'Mehr dazu' : undefined)}
    >
      <AuthErrorBanner error={authError('access_denied')} />
    </AuthErrorProvider>,
  )
  expect(links()).toEqual(['Mehr dazu'])
})
