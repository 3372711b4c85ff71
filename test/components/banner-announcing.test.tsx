import { act, render, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { AuthErrorBanner } from '../../src/components/auth-error-banner.js'
import { AuthError } from '../../src/errors/auth-error.js'
import { authError } from '../../src/errors/normalize.js'
import ja from '../../src/messages/locales/ja.js'
import { AuthErrorProvider } from '../../src/react/auth-error-provider.js'
import { CibaProvider } from '../../src/react/ciba-provider.js'
import { createScriptedClient } from '../../src/testing/scripted-client.js'
import { focusPlace, PLACES_TO_TYPE, PlacesToType } from '../support/places-to-type.js'
import { recordSpeech } from '../support/transcript.js'

const DOWN = authError('server_error')
const DENIED = authError('access_denied')
const WORDS = 'It failed on its side, not yours. Try again in a while. If it keeps failing, contact support.'
const SAID = `The service has a problem. ${WORDS}`
const regions = () => document.querySelectorAll('[data-part="announcer"]')

const page = (error: unknown, takesFocus = false) => (
  <>
    <PlacesToType />
    <button>Save</button>
    <AuthErrorBanner error={error} takesFocus={takesFocus} onRetry={() => undefined} />
  </>
)

/** The focus on a part of the page, and what is said from then on. */
function arriveAt(part: HTMLElement) {
  act(() => part.focus())
  return { part, ...recordSpeech() }
}

describe('announcing', () => {
  it('MUST announce an error once, in a live region that was there before and holds no button or link', () => {
    const { rerender } = render(page(null))
    const [region] = regions()
    const { said } = recordSpeech()
    rerender(page(DOWN))
    expect(said()).toEqual([SAID])
    expect(regions()).toHaveLength(1)
    expect(regions()[0]).toBe(region)
    expect(region?.querySelector('button, a')).toBeNull()
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
    rerender(page(DOWN))
    expect(said()).toEqual([])
    rerender(page(DENIED))
    expect(said()).toEqual([expect.stringMatching(/^You declined on your phone\. /)])
  })

  it('MUST announce the same failure again when it happens again', () => {
    const { rerender } = render(page(DOWN))
    const { said } = recordSpeech()
    rerender(page(authError('server_error')))
    expect(said()).toEqual([SAID])
    rerender(page(null))
    expect(said()).toEqual([])
    rerender(page(DOWN))
    expect(said()).toEqual([SAID])
  })

  it('fills the one region of the provider, for every banner below it', () => {
    const client = createScriptedClient()
    const page = (error: unknown) => (
      <CibaProvider client={client}>
        <AuthErrorBanner error={error} />
        <AuthErrorBanner error={null} />
      </CibaProvider>
    )
    const { rerender } = render(page(null))
    const { said } = recordSpeech()
    expect(regions()).toHaveLength(1)
    rerender(page(DOWN))
    expect(said()).toEqual([SAID])
  })
})

it('says the errors of two banners that fail together', () => {
  const page = (...errors: unknown[]) => (
    <AuthErrorProvider>
      <AuthErrorBanner error={errors[0]} />
      <AuthErrorBanner error={errors[1]} />
    </AuthErrorProvider>
  )
  const { rerender } = render(page())
  const { said } = recordSpeech()
  rerender(page(DOWN, DENIED))
  expect(said()).toEqual([expect.stringMatching(new RegExp(`^${SAID} You declined on your phone\\. `))])
})

describe('the focus', () => {
  it('MUST either announce an error or take the focus, never both', () => {
    const { rerender } = render(page(null))
    const save = arriveAt(screen.getByRole('button', { name: 'Save' }))
    rerender(page(DOWN))
    expect(save.part).toHaveFocus()
    expect(save.said()).toEqual([SAID])
    rerender(page(DENIED, true))
    expect(screen.getByRole('heading')).toHaveFocus()
    expect(save.said()).toEqual([expect.stringMatching(/^> You declined on your phone \(.+\)$/)])
  })

  it.each(PLACES_TO_TYPE)('MUST leave the focus where somebody types', (name) => {
    const { rerender } = render(page(null, true))
    act(() => focusPlace(name))
    const active = document.activeElement
    const { said } = recordSpeech()
    rerender(page(DOWN, true))
    expect(document.activeElement).toBe(active)
    expect(said()).toEqual([SAID])
  })

  it('is taken from what nobody types in, and where a function says so', () => {
    for (const element of [<a href="#x" />, <input type="checkbox" />, <h1 tabIndex={-1} />]) {
      const ui = (error: unknown, takesFocus: true | (() => boolean)) => (
        <>
          {element}
          <AuthErrorBanner error={error} takesFocus={takesFocus} />
        </>
      )
      const { rerender, container, unmount } = render(ui(null, true))
      const own = container.firstElementChild as HTMLElement
      act(() => own.focus())
      rerender(ui(DOWN, () => false))
      expect(own).toHaveFocus()
      rerender(ui(DENIED, true))
      expect(screen.getByRole('heading', { level: 2 })).toHaveFocus()
      act(() => own.focus())
      rerender(ui(DOWN, () => true))
      expect(screen.getByRole('heading', { level: 2 })).toHaveFocus()
      unmount()
    }
  })

  it('is taken once for each error, not for each render', () => {
    const { rerender } = render(page(DOWN, true))
    act(() => screen.getByRole('button', { name: 'Save' }).focus())
    rerender(page(DOWN, true))
    expect(screen.getByRole('button', { name: 'Save' })).toHaveFocus()
    rerender(page(authError('server_error'), true))
    expect(screen.getByRole('heading')).toHaveFocus()
  })
})

it('puts no space between sentences of Japanese, in sight or aloud', () => {
  const page = (error: unknown) => (
    <AuthErrorProvider messages={ja}>
      <AuthErrorBanner error={error} />
    </AuthErrorProvider>
  )
  const { rerender } = render(page(null))
  rerender(page(new AuthError({ ...authError('invalid_code').toJSON(), attemptsRemaining: 2 })))
  const [shown] = [...document.querySelectorAll('.rc-text')].slice(-1)
  expect(shown?.textContent).toMatch(/。.+2.+。$/)
  expect(shown?.textContent).not.toMatch(/。 /)
  expect(screen.getByRole('status').textContent).toMatch(/^[^ .]+。[^ .]+。[^ .]+。$/)
})
