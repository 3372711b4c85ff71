import { render, screen } from '@testing-library/react'
import { StrictMode } from 'react'
import { describe, expect, it } from 'vitest'
import { AuthErrorBanner } from '../../src/components/auth-error-banner.js'
import { CibaSignIn } from '../../src/components/ciba-sign-in.js'
import en from '../../src/messages/locales/en.js'
import type { Messages } from '../../src/messages/messages.js'
import { AuthErrorProvider } from '../../src/react/auth-error-provider.js'
import { CibaProvider } from '../../src/react/ciba-provider.js'
import { playScenario } from '../../src/testing/scenarios.js'
import { LOCALES } from '../messages/all-locales.js'

/** As an app writes it; a language that is missing here fails the first test. */
const LOADERS: Record<string, () => Promise<{ default: Messages }>> = {
  ar: () => import('react-ciba/locales/ar'),
  de: () => import('react-ciba/locales/de'),
  en: () => import('react-ciba/locales/en'),
  es: () => import('react-ciba/locales/es'),
  fr: () => import('react-ciba/locales/fr'),
  ja: () => import('react-ciba/locales/ja'),
}

it('every language can be loaded by its name', () => {
  expect(Object.keys(LOADERS).sort()).toEqual(LOCALES.map(({ tag }) => tag).sort())
})

describe.each(LOCALES)('$tag, loaded when it is needed', ({ tag, messages }) => {
  it('words the sign-in', async () => {
    const { controller } = await playScenario('polling')
    render(
      <StrictMode>
        <CibaProvider controller={controller} messages={LOADERS[tag]}>
          <CibaSignIn appName="Acme" />
        </CibaProvider>
      </StrictMode>,
    )
    expect(await screen.findByRole('heading', { name: messages.ui.waitingTitle })).toBeVisible()
    expect(screen.getByText(messages.ui.waitingText('d•••@e•••.com', 'Acme'))).toBeVisible()
    expect(screen.getByRole('button', { name: messages.ui.useCode })).toBeVisible()
  })

  it('words a banner without a sign-in, after English until it is there', async () => {
    render(
      <AuthErrorProvider messages={LOADERS[tag]}>
        <AuthErrorBanner error={{ status: 429 }} onRetry={() => undefined} />
      </AuthErrorProvider>,
    )
    expect(screen.getByRole('heading', { name: en.errors.rate_limited.title })).toBeVisible()
    expect(await screen.findByRole('heading', { name: messages.errors.rate_limited.title })).toBeVisible()
    expect(screen.getByRole('button', { name: messages.ui.tryAgain })).toBeVisible()
  })
})
