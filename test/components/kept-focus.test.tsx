import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Fragment, lazy, type ReactNode, Suspense, useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AuthErrorBanner } from '../../src/components/auth-error-banner.js'
import { AuthErrorBoundary } from '../../src/components/auth-error-boundary.js'
import { CibaSignIn } from '../../src/components/ciba-sign-in.js'
import { TotpForm } from '../../src/components/totp-form.js'
import { CibaProvider } from '../../src/react/ciba-provider.js'
import { playScenario } from '../../src/testing/scenarios.js'
import { field } from '../support/code-harness.js'
import { renderFlow } from '../support/flow-harness.js'

const button = (name: string) => screen.getByRole('button', { name })
const settle = () => act(async () => undefined)
const press = async (name: string) => {
  await userEvent.setup({ delay: null }).click(button(name))
  await settle()
}
const focus = (element: HTMLElement) => act(() => element.focus())

describe('a step of the sign-in', () => {
  const atCode = async (ui?: ReactNode) => {
    const page = await renderFlow({ initiate: [{ authReqId: 'short', expiresIn: 30 }] }, {}, ui)
    await page.signIn()
    await page.press('Use a code instead')
    return page
  }

  it('MUST move the focus to the field or the heading of the step where the button that had it goes by itself', async () => {
    const { advance } = await atCode()
    focus(button('Back to the request on your phone'))
    await advance(30_000)
    expect(screen.queryByRole('button', { name: 'Back to the request on your phone' })).toBeNull()
    expect(field()).toHaveFocus()
  })

  it('leaves a focus alone that is elsewhere, or that somebody took away by hand', async () => {
    for (const leave of [
      () => button('Cancel').focus(),
      () => (document.activeElement as HTMLElement).blur(),
    ]) {
      const { advance, page } = await atCode()
      focus(button('Back to the request on your phone'))
      act(leave)
      await settle()
      const held = document.activeElement
      await advance(30_000)
      expect(screen.queryByRole('button', { name: 'Back to the request on your phone' })).toBeNull()
      expect(document.activeElement).toBe(held)
      page.unmount()
    }
  })

  it('keeps it in a form that stands alone, too', async () => {
    const { controller, clock } = await playScenario('totp')
    render(
      <CibaProvider controller={controller}>
        <TotpForm />
      </CibaProvider>,
    )
    focus(button('Back to the request on your phone'))
    await act(() => clock.advance(600_000))
    expect(field()).toHaveFocus()
  })

  it.each(['pollingSendAgain', 'denied'] as const)(
    'leaves it to the app where the whole sign-in goes, alone or with the page: %s',
    async (name) => {
      for (const Around of ['div', Fragment] as const) {
        const { controller } = await playScenario(name)
        const page = (signIn: ReactNode, key: string) => (
          <CibaProvider controller={controller}>
            <main>
              <Around key={key}>{signIn ?? <h1>Welcome</h1>}</Around>
            </main>
          </CibaProvider>
        )
        const { rerender, unmount } = render(page(<CibaSignIn />, 'before'))
        focus(screen.getAllByRole('button')[0] as HTMLElement)
        rerender(page(null, 'after'))
        await settle()
        expect(document.body).toHaveFocus()
        unmount()
      }
    },
  )

  it('moves to the title of an error where one of its buttons goes', async () => {
    const { controller, clock } = await playScenario('timeout')
    render(
      <CibaProvider controller={controller}>
        <CibaSignIn />
      </CibaProvider>,
    )
    focus(button('Keep waiting'))
    await act(() => clock.advance(600_000))
    expect(screen.queryByRole('button', { name: 'Keep waiting' })).toBeNull()
    expect(screen.getByRole('heading')).toHaveFocus()
  })
})

const ERROR = { status: 503 }

describe('a banner', () => {
  function Page({ children, whole = false }: { children?: ReactNode; whole?: boolean }) {
    const [error, setError] = useState<unknown>(ERROR)
    const banner = <AuthErrorBanner error={error} onDismiss={() => setError(null)} />
    return (
      <main>
        <button>before</button>
        {(!whole || error !== null) && banner}
        {children}
      </main>
    )
  }

  it.each([false, true])(
    'MUST leave the focus it had to what follows when it goes, or to what is around it, and move no other focus',
    async (whole) => {
      for (const [after, focused] of [
        [<h2 key="h">Orders</h2>, () => screen.getByText('Orders')],
        [
          <form key="f">
            <input />
          </form>,
          () => screen.getByRole('textbox'),
        ],
        [<p key="p">Text</p>, () => screen.getByText('Text')],
        [undefined, () => screen.getByRole('main')],
      ] as const) {
        const { unmount } = render(<Page whole={whole}>{after}</Page>)
        await press('Dismiss')
        expect(screen.queryByRole('region')).toBeNull()
        expect(focused()).toHaveFocus()
        unmount()
      }
      render(<Page whole={whole} />)
      focus(button('Dismiss'))
      focus(button('before'))
      act(() => button('Dismiss').click())
      await settle()
      expect(button('before')).toHaveFocus()
    },
  )

  it('keeps the focus in its title where one of its buttons goes', async () => {
    const { rerender } = render(<AuthErrorBanner error={ERROR} onRetry={() => undefined} />)
    focus(button('Try again'))
    rerender(<AuthErrorBanner error={ERROR} />)
    await settle()
    expect(screen.getByRole('heading')).toHaveFocus()
  })
})

describe('a boundary', () => {
  let thrown: unknown
  beforeEach(() => {
    thrown = ERROR
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
  })
  afterEach(() => vi.restoreAllMocks())
  const page = (content: ReactNode) => {
    function Content() {
      if (thrown !== null) throw thrown
      return content
    }
    render(
      <main>
        <button>elsewhere</button>
        <AuthErrorBoundary onReset={() => (thrown = null)}>
          <Content />
        </AuthErrorBoundary>
      </main>,
    )
  }

  it('MUST move the focus from “Try again” to the first heading or control of what comes back, else to the whole of it', async () => {
    page(
      <article>
        <h2>Orders</h2>
        <button>More</button>
      </article>,
    )
    await press('Try again')
    expect(screen.getByRole('heading', { name: 'Orders' })).toHaveFocus()
  })

  it('moves it to content that nothing in can have the focus', async () => {
    page(<p>Three orders</p>)
    await press('Try again')
    expect(screen.getByText('Three orders')).toHaveFocus()
  })

  it('moves it on from a text that stands for what is loaded', async () => {
    let arrive = (_orders: { default: () => ReactNode }) => undefined as void
    const Orders = lazy(() => new Promise<{ default: () => ReactNode }>((resolve) => (arrive = resolve)))
    page(
      <Suspense fallback={<p>Loading</p>}>
        <Orders />
      </Suspense>,
    )
    await press('Try again')
    expect(screen.getByText('Loading')).toHaveFocus()
    await act(async () => arrive({ default: () => <h2>Orders</h2> }))
    expect(screen.getByText('Orders')).toHaveFocus()
  })
})
