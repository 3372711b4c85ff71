import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { AuthErrorBanner } from '../../src/components/auth-error-banner.js'
import { AuthError } from '../../src/errors/auth-error.js'
import { authError, normalizeError } from '../../src/errors/normalize.js'
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

it('MUST link to the help page of the error, the server’s own or the app’s, in a way that is safe for the page', () => {
  const page = (error: AuthError, helpBaseUrl?: string) => (
    <AuthErrorProvider helpBaseUrl={helpBaseUrl}>
      <AuthErrorBanner error={error} />
    </AuthErrorProvider>
  )
  const { rerender } = render(page(authError('access_denied')))
  expect(links()).toEqual([])
  const own = new AuthError({
    ...authError('access_denied').toJSON(),
    helpUrl: 'https://api.example/docs/denied',
  })
  for (const [error, base, href] of [
    [authError('access_denied'), 'https://help.example/auth/', 'https://help.example/auth/denied'],
    [authError('invalid_code'), 'https://help.example/auth', 'https://help.example/auth/invalid-code'],
    [own, undefined, 'https://api.example/docs/denied'],
  ] as const) {
    rerender(page(error, base))
    const link = screen.getByRole('link', { name: /^Read more about this: / })
    expect(link).toHaveAttribute('href', href)
    expect(link).toHaveAttribute('rel', expect.stringContaining('noopener'))
  }
})

it('MUST link to the status page where the service failed or an organisation is suspended, and to support where support helps', () => {
  for (const code of [
    'INTERNAL_ERROR',
    'BAD_GATEWAY',
    'temporarily_unavailable',
    'ORGANIZATION_NOT_ACTIVE',
  ]) {
    const { unmount } = show(authError(code))
    expect(links().slice(1)).toEqual(['Service status', 'Contact support'])
    const status = screen.getByRole('link', { name: 'Service status' })
    expect(status).toHaveAttribute('href', 'https://status.example')
    unmount()
  }
  const { unmount } = show(normalizeError({ status: 504 }))
  expect(links()).toContain('Service status')
  unmount()
  for (const code of ['invalid_client', 'totp_not_offered', 'transaction_failed', 'INVITATION_EXPIRED']) {
    const { unmount } = show(authError(code))
    expect(links().slice(1)).toEqual(['Contact support'])
    unmount()
  }
})

it('a mail program opens in no tab', () => {
  show(authError('invalid_client'))
  const mail = screen.getByRole('link', { name: 'Contact support' })
  expect(mail).toHaveAttribute('href', 'mailto:help@acme.example')
  expect(mail).not.toHaveAttribute('target')
})

it.each(['access_denied', 'AUTH_002'])('whose advice names support leads there: %s', (code) => {
  show(authError(code))
  expect(links()).toEqual([expect.stringMatching(/^Read more about this: ./), 'Contact support'])
})

it('a request that has run out leads to neither', () => {
  show(authError('expired_token'))
  expect(links()).toEqual(['Read more about this: The request has expired'])
})

it('a link that is no page is not followed, whoever made the error', () => {
  const fields = authError('expired_token').toJSON()
  show(new AuthError({ ...fields, helpUrl: 'javascript:alert(1)' }))
  expect(screen.getByRole('link')).toHaveAttribute('href', '/help/expired')
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
