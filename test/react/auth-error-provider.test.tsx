import { render, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { AuthErrorBanner } from '../../src/components/auth-error-banner.js'
import en from '../../src/messages/locales/en.js'
import { withTexts } from '../../src/messages/with-texts.js'
import { AuthErrorProvider } from '../../src/react/auth-error-provider.js'
import { CibaProvider } from '../../src/react/ciba-provider.js'
import { createScriptedClient } from '../../src/testing/scripted-client.js'

const MINE = withTexts(en, { errors: { denied: { title: 'Declined' } } })
const DENIED = { error: 'access_denied' }
const regions = () => document.querySelectorAll('[data-part="announcer"]')

describe('AuthErrorProvider', () => {
  it('gives words to the banners below it, and one live region', () => {
    render(
      <AuthErrorProvider messages={MINE}>
        <AuthErrorBanner error={DENIED} />
        <AuthErrorBanner error={null} />
      </AuthErrorProvider>,
    )
    expect(screen.getByRole('heading')).toHaveTextContent('Declined')
    expect(regions()).toHaveLength(1)
    expect(regions()[0]).toHaveTextContent('Declined.')
  })

  it('takes the app’s own translation before all others, also in what is announced', () => {
    render(
      <AuthErrorProvider
        messages={MINE}
        translate={({ kind }, part) => (part === 'title' ? `t(${kind})` : undefined)}
      >
        <AuthErrorBanner error={DENIED} />
      </AuthErrorProvider>,
    )
    expect(screen.getByRole('heading')).toHaveTextContent('t(denied)')
    expect(regions()[0]).toHaveTextContent('t(denied).')
  })

  it('inside another keeps what it is not given, and shares the live region', () => {
    render(
      <AuthErrorProvider messages={MINE} helpBaseUrl="/help">
        <AuthErrorProvider helpBaseUrl="/shop/help">
          <AuthErrorBanner error={DENIED} />
        </AuthErrorProvider>
      </AuthErrorProvider>,
    )
    expect(screen.getByRole('heading')).toHaveTextContent('Declined')
    expect(screen.getByRole('link')).toHaveAttribute('href', '/shop/help/denied')
    const [inner, outer] = regions()
    expect(inner).toBeEmptyDOMElement()
    expect(outer).toHaveTextContent('Declined.')
  })
})

it('CibaProvider takes the same', () => {
  render(
    <CibaProvider
      client={createScriptedClient()}
      messages={MINE}
      statusPageUrl="https://status.example"
      supportUrl="mailto:help@acme.example"
      showTechnicalDetail
      translate={(_error, part) => (part === 'title' ? 'Out of order' : undefined)}
    >
      <AuthErrorBanner error={{ status: 503 }} />
    </CibaProvider>,
  )
  expect(screen.getByRole('heading')).toHaveTextContent('Out of order')
  expect(screen.getAllByRole('link').map(({ textContent }) => textContent)).toEqual([
    'Service status',
    'Contact support',
  ])
  expect(document.querySelector('details')).not.toBeNull()
})
