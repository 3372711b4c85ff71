import { act, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { AuthErrorBanner } from '../../src/components/auth-error-banner.js'
import { AuthErrorBoundary } from '../../src/components/auth-error-boundary.js'
import { CibaSignIn } from '../../src/components/ciba-sign-in.js'
import { ADVICE, adviceFor } from '../../src/errors/advice.js'
import { AuthError, type AuthErrorFields } from '../../src/errors/auth-error.js'
import type { AuthErrorKind } from '../../src/errors/vocabulary.js'
import en from '../../src/messages/locales/en.js'
import { AuthErrorProvider } from '../../src/react/auth-error-provider.js'
import { CibaProvider } from '../../src/react/ciba-provider.js'
import { pseudoLocale } from '../../src/testing/pseudo-locale.js'
import { createStage } from '../../src/testing/stage.js'
import { playScenario, type ScenarioName, scenarios } from '../../src/testing/scenarios.js'

const MESSAGES = pseudoLocale(en)
const ID = 'req-7d41c2'
const CODE = /KQ7-42M|WDJB-MJHT/

/** What is read or spoken and comes from no language: the code, the id, the time and the report for developers. */
const OF_NO_LANGUAGE =
  '[data-part="binding-code"], [data-part="verification-uri"], [data-part="request-id"], time, pre'
const SPOKEN = [
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'alt',
  'title',
  'placeholder',
]

/** All that is seen or spoken and stands outside of brackets. Marks between two texts are none. */
function outsideOfBrackets(root: Element): string[] {
  const copy = root.cloneNode(true) as Element
  for (const part of copy.querySelectorAll(OF_NO_LANGUAGE)) part.remove()
  const spoken = [...copy.querySelectorAll('*')].flatMap((element) =>
    SPOKEN.map((name) => element.getAttribute(name) ?? ''),
  )
  const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT)
  const seen: string[] = []
  while (walker.nextNode()) seen.push(walker.currentNode.textContent ?? '')
  return [...seen, ...spoken]
    .map((text) => text.replace(/⟦[^⟦⟧]*⟧/g, '').trim())
    .filter((text) => /[\p{L}\p{N}]/u.test(text))
}

const brackets = (root: Element) => root.textContent?.match(/⟦/g)?.length ?? 0

afterEach(() => vi.restoreAllMocks())

it('a text outside of brackets is found, seen or spoken', () => {
  const page = document.createElement('div')
  page.innerHTML = '<p>⟦å ·⟧. ⟦ƀ ·⟧</p><p>⟦å ·⟧ left</p><b aria-label="Close">⟦ç ·⟧</b><time>10:30</time>'
  expect(outsideOfBrackets(page)).toEqual(['left', 'Close'])
})

describe('the drop-in has no text of its own', () => {
  it.each(Object.keys(scenarios) as ScenarioName[])('%s', async (name) => {
    const { controller } = await playScenario(name)
    const { container } = render(
      <CibaProvider controller={controller} messages={MESSAGES} supportUrl="https://support.example">
        <CibaSignIn appName="Acme" />
      </CibaProvider>,
    )
    expect(outsideOfBrackets(container)).toEqual([])
    expect(brackets(container)).toBeGreaterThan(0)
    expect(container.textContent).not.toContain('dana@example.com')
    if (scenarios[name].status === 'polling') expect(container.textContent).toMatch(CODE)
  })

  it.each(['', 'dana@example'])('when “%s” is entered as an address', (address) => {
    const { controller } = createStage()
    const { container } = render(
      <CibaProvider controller={controller} messages={MESSAGES}>
        <CibaSignIn defaultLoginHint={address} />
      </CibaProvider>,
    )
    fireEvent.submit(screen.getByRole('textbox'))
    expect(container.querySelector('[data-part="field-error"]')).not.toBeNull()
    expect(outsideOfBrackets(container)).toEqual([])
  })

  it('when the code is incomplete', async () => {
    const { controller } = await playScenario('totp')
    const { container } = render(
      <CibaProvider controller={controller} messages={MESSAGES}>
        <CibaSignIn />
      </CibaProvider>,
    )
    fireEvent.submit(screen.getByRole('textbox'))
    expect(container.querySelector('[data-part="field-error"]')).toHaveTextContent(MESSAGES.ui.totpIncomplete)
    expect(outsideOfBrackets(container)).toEqual([])
  })

  it('as the time runs, also in what is announced', async () => {
    const { controller, clock } = await playScenario('pollingSendAgainSoon')
    const { container } = render(
      <CibaProvider controller={controller} messages={MESSAGES}>
        <CibaSignIn appName="Acme" />
      </CibaProvider>,
    )
    for (const ms of [5_000, 10_000, 30_000]) {
      await act(() => clock.advance(ms))
      expect(outsideOfBrackets(container)).toEqual([])
    }
  })
})

describe('the banner has no text of its own', () => {
  const nothing = () => undefined
  const show = (kind: AuthErrorKind, more: Partial<AuthErrorFields> = {}) =>
    render(
      <AuthErrorProvider
        messages={MESSAGES}
        helpBaseUrl="/help"
        statusPageUrl="https://status.example"
        supportUrl="mailto:help@acme.example"
        showTechnicalDetail
      >
        <AuthErrorBanner
          error={
            new AuthError({
              kind,
              code: kind,
              ...adviceFor(kind),
              occurredAt: Date.now(),
              requestId: ID,
              ...more,
            })
          }
          onRetry={nothing}
          onUseTotp={nothing}
          onKeepWaiting={nothing}
          onSignIn={nothing}
          onStartOver={nothing}
          onDismiss={nothing}
        />
      </AuthErrorProvider>,
    ).container

  it.each(Object.keys(ADVICE) as AuthErrorKind[])('%s', (kind) => {
    const container = show(kind, {
      retryAt: Date.now() + 42_000,
      attemptsRemaining: 2,
      details: { limit: 12 },
    })
    expect(outsideOfBrackets(container)).toEqual([])
    expect(brackets(container)).toBeGreaterThan(8)
    expect(screen.getAllByRole('status')[0]?.textContent).toMatch(/^⟦/)
  })

  it.each(Object.keys(en.codes))('%s', (code) => {
    expect(outsideOfBrackets(show('unknown', { code }))).toEqual([])
  })

  it('when something was copied', async () => {
    vi.stubGlobal('navigator', { clipboard: { writeText: () => Promise.resolve() } })
    const container = show('server_error')
    await act(async () => {
      for (const button of screen.getAllByRole('button')) fireEvent.click(button)
    })
    expect(container).toHaveTextContent(MESSAGES.ui.copied)
    expect(outsideOfBrackets(container)).toEqual([])
    vi.unstubAllGlobals()
  })

  it('in place of a tree that threw', () => {
    vi.spyOn(console, 'error').mockReturnValue()
    const Broken = () => {
      throw new TypeError('Failed to fetch')
    }
    const { container } = render(
      <AuthErrorProvider messages={MESSAGES}>
        <AuthErrorBoundary>
          <Broken />
        </AuthErrorBoundary>
      </AuthErrorProvider>,
    )
    expect(brackets(container)).toBeGreaterThan(3)
    expect(outsideOfBrackets(container)).toEqual([])
  })
})
