import { act, render, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { CibaSignIn } from '../../src/components/ciba-sign-in.js'
import type { FlowStatus } from '../../src/machine/view.js'
import { CibaProvider } from '../../src/react/ciba-provider.js'
import { playScenario } from '../../src/testing/scenarios.js'
import { failsWith, type Script } from '../../src/testing/scripted-client.js'
import { field } from '../support/code-harness.js'
import { HINT, renderFlow } from '../support/flow-harness.js'
import { focusPlace, PLACES_TO_TYPE, PlacesToType } from '../support/places-to-type.js'

type Page = Awaited<ReturnType<typeof renderFlow>>

const WRONG = failsWith('invalid_code')
const typeCodes = async ({ user, press, advance }: Page) => {
  await press('Use a code instead')
  for (const code of ['111111', '222222', '333333']) {
    const field = screen.getByLabelText('Verification code')
    await user.clear(field)
    await user.type(field, `${code}{Enter}`)
    await advance(0)
  }
}

/** How each state is reached, and the title that people then read. */
const STATES: Record<FlowStatus, { script?: Script; go?: (page: Page) => Promise<void>; title: string }> = {
  idle: { title: 'Sign in to Acme', go: async () => undefined },
  pushing: { title: 'Sending the request', script: { initiate: ['hang'] } },
  polling: { title: 'Approve on your phone' },
  approved: {
    title: 'You are signed in',
    script: { poll: ['approved'] },
    go: ({ advance }) => advance(5_000),
  },
  denied: {
    title: 'You declined on your phone',
    script: { poll: [failsWith('access_denied')] },
    go: ({ advance }) => advance(5_000),
  },
  expired: {
    title: 'The request has expired',
    script: { poll: [failsWith('expired_token')] },
    go: ({ advance }) => advance(5_000),
  },
  failed: { title: 'Sign-in is not set up correctly', script: { initiate: [failsWith('invalid_client')] } },
  timeout: { title: 'No answer from your phone yet', go: ({ advance }) => advance(60_000) },
  totp: { title: 'Enter a code', go: ({ press }) => press('Use a code instead') },
  locked: { title: 'Too many wrong codes', script: { totp: [WRONG] }, go: typeCodes },
  cancelled: { title: 'Cancelled', go: ({ press }) => press('Cancel') },
}

async function reach(status: FlowStatus) {
  const { script, go } = STATES[status]
  const page = await renderFlow(script)
  if (status !== 'idle') await page.signIn()
  await go?.(page)
  return page
}

const statuses = Object.keys(STATES) as FlowStatus[]

describe('each state', () => {
  it.each(statuses)('MUST name each state in data-state and by a title', async (status) => {
    const { root } = await reach(status)
    expect(root()).toHaveAttribute('data-state', status)
    const title = screen.getByRole('heading', { name: STATES[status].title })
    expect(root()).toContainElement(title)
    expect(screen.getByRole('region', { name: STATES[status].title })).toBeInTheDocument()
  })

  const left = statuses.filter((status) => status !== 'approved')
  it.each(left)('MUST leave a way on from each state but the last', async (status) => {
    const { root } = await reach(status)
    const usable = screen
      .getAllByRole('button')
      .filter((button) => root()?.contains(button) && button.getAttribute('aria-disabled') !== 'true')
    expect(usable.length).toBeGreaterThan(0)
  })

  it('MUST give “Approved, finishing…” a moment of its own', async () => {
    const { controller, clock } = await playScenario('approvedFinishing')
    render(
      <CibaProvider controller={controller}>
        <CibaSignIn />
      </CibaProvider>,
    )
    expect(screen.getByRole('heading', { name: 'Approved, finishing…' })).toBeInTheDocument()
    await act(() => clock.advance(60_000))
    expect(document.body).not.toHaveTextContent('You are signed in')
    expect(screen.queryByRole('button')).not.toBeInTheDocument()
  })
})

describe('what can be done after it ended', () => {
  it('MUST send one request for one press', async () => {
    const { user, advance, client } = await renderFlow({ delayMs: 100 })
    await user.type(screen.getByLabelText('Email'), HINT)
    await user.dblClick(screen.getByRole('button', { name: 'Sign in' }))
    await advance(1_000)
    expect(client.count('initiate')).toBe(1)
  })

  it('MUST send one new request for “Try again”', async () => {
    const { press, client, root } = await reach('denied')
    client.script({})
    await press('Try again')
    expect(root()).toHaveAttribute('data-state', 'polling')
    expect(client.count('initiate')).toBe(2)
  })

  it('MUST sign in with a code after a refusal on the phone', async () => {
    const { press, user, root, advance } = await reach('denied')
    await press('Use a code instead')
    await user.type(screen.getByLabelText('Verification code'), '123456{Enter}')
    await advance(0)
    expect(root()).toHaveAttribute('data-state', 'approved')
  })

  it('MUST go on with the same request for “Keep waiting”, and not offer that for one that has expired', async () => {
    const { press, client, root, advance, page } = await reach('timeout')
    client.script({ poll: ['approved'] })
    await press('Keep waiting')
    await advance(5_000)
    expect(root()).toHaveAttribute('data-state', 'approved')
    expect(client.count('initiate')).toBe(1)
    page.unmount()
    await reach('expired')
    expect(screen.queryByRole('button', { name: 'Keep waiting' })).not.toBeInTheDocument()
  })

  it('starting over asks again who signs in', async () => {
    const { press, root } = await reach('cancelled')
    await press('Start over')
    expect(root()).toHaveAttribute('data-state', 'idle')
    expect(screen.getByLabelText('Email')).toHaveValue('')
  })

  it('MUST lead back to an address that was refused, with what was entered still in the field', async () => {
    const page = await renderFlow({ initiate: [failsWith('invalid_login_hint')] })
    await page.signIn()
    expect(screen.getByRole('heading', { name: 'Check the address' })).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: 'Use a code instead' })).not.toBeInTheDocument()
    page.client.script({})
    await page.press('Try again')
    expect(page.client.count('initiate')).toBe(1)
    expect(screen.getByLabelText('Email')).toHaveValue(HINT)
    expect(page.root()).toContainElement(document.activeElement as HTMLElement)
    await page.user.type(screen.getByLabelText('Email'), '.au')
    await page.press('Sign in')
    expect(page.client.count('initiate')).toBe(2)
    await page.press('Cancel')
    await page.press('Start over')
    expect(screen.getByLabelText('Email')).toHaveValue('')
  })

  it('MUST advise what a button beside it does, also where nobody is told whom the system knows', async () => {
    for (const script of [
      { initiate: [{ throws: { status: 400, body: { error: 'unknown_user_id' } } }] },
      {},
    ]) {
      const page = await renderFlow(script, { waitMs: 10_000 })
      await page.signIn()
      await page.advance(10_000)
      expect(screen.getByRole('heading', { name: 'No answer from your phone yet' })).toBeInTheDocument()
      expect(screen.getByText('Check your phone, or use a code instead.')).toBeInTheDocument()
      expect(screen.getByRole('button', { name: 'Use a code instead' })).toBeInTheDocument()
      page.page.unmount()
    }
  })

  it('MUST tell a refusal by the person from one by policy', async () => {
    const { page } = await reach('denied')
    expect(screen.getByRole('heading', { name: 'You declined on your phone' })).toBeInTheDocument()
    page.unmount()
    const { signIn } = await renderFlow({
      initiate: [{ throws: { status: 403, body: { error: 'access_denied' } } }],
    })
    await signIn()
    expect(screen.getByRole('heading', { name: 'You do not have access' })).toBeInTheDocument()
    expect(document.body).not.toHaveTextContent('declined')
  })
})

describe('the focus', () => {
  it('MUST leave the focus where it is on arrival, also when it arrives at an error', async () => {
    const { page } = await renderFlow()
    expect(document.body).toHaveFocus()
    page.unmount()
    const { controller } = await playScenario('denied')
    render(
      <CibaProvider controller={controller}>
        <CibaSignIn />
      </CibaProvider>,
    )
    expect(screen.getByRole('heading', { name: 'You declined on your phone' })).toBeInTheDocument()
    expect(document.body).toHaveFocus()
  })

  it.each(statuses.filter((status) => status !== 'idle'))(
    'MUST move the focus to the next step where the last one had it, and never lose it',
    async (status) => {
      const { root } = await reach(status)
      const target = status === 'totp' ? field() : screen.getByRole('heading', { name: STATES[status].title })
      expect(target).toHaveFocus()
      expect(root()).toContainElement(target)
    },
  )

  it('MUST read what a step says, not its title alone, where the focus comes to it', async () => {
    for (const [status, text] of [
      ['polling', /^Open the Acme app on your phone .* Code: . . ./],
      ['locked', /^Codes are paused .* You can try again in 30 seconds\.$/],
      ['cancelled', /^It was stopped before its end\.$/],
      ['timeout', /^The request is not approved yet\./],
    ] as const) {
      const { page } = await reach(status)
      expect(document.activeElement).toHaveAccessibleDescription(text)
      page.unmount()
    }
  })

  it('comes anew to each title, so that a screen reader reads it', async () => {
    const { signIn, advance } = await renderFlow({ poll: ['approved'] })
    const read: (string | null)[] = []
    document.addEventListener('focusin', ({ target }) => {
      if (target instanceof HTMLHeadingElement) read.push(target.textContent)
    })
    await signIn()
    expect(read).toEqual(['Sending the request', 'Approve on your phone'])
    await advance(5_000)
    expect(read.slice(2)).toEqual(['Approved, finishing…', 'You are signed in'])
  })

  it('MUST announce a step instead, and leave the focus, where somebody is elsewhere on the page', async () => {
    const page = await renderFlow(
      {},
      {},
      <>
        <label>
          elsewhere
          <input />
        </label>
        <CibaSignIn />
      </>,
    )
    await page.signIn()
    const elsewhere = screen.getByLabelText('elsewhere')
    act(() => elsewhere.focus())
    page.client.script({ poll: ['approved'] })
    await page.advance(5_000)
    expect(page.root()).toHaveAttribute('data-state', 'approved')
    expect(elsewhere).toHaveFocus()
    // React 18 draws both steps at once here, and what is said at once is said together.
    expect(page.announced()).toMatch(/^(Approved, finishing… )?You are signed in$/)
  })

  it('announces an error, too, wherever else somebody is', async () => {
    const page = await renderFlow(
      {},
      {},
      <>
        <PlacesToType />
        <button>Elsewhere</button>
        <a href="#elsewhere">A link</a>
        <CibaSignIn />
      </>,
    )
    const arrivals = [
      ...PLACES_TO_TYPE.map((name) => () => focusPlace(name)),
      () => screen.getByRole('button', { name: 'Elsewhere' }).focus(),
      () => screen.getByRole('link').focus(),
    ]
    for (const arrive of arrivals) {
      page.client.script({ poll: [failsWith('access_denied')] })
      await page.signIn()
      act(arrive)
      const active = document.activeElement
      await page.advance(5_000)
      expect(page.root()).toHaveAttribute('data-state', 'denied')
      expect(document.activeElement).toBe(active)
      expect(page.announced()).toMatch(/^You declined on your phone\. /)
      await page.press('Start over')
    }
  })

  it('MUST take the errors of a step away with the step', async () => {
    const page = await renderFlow({ totp: [{ throws: new TypeError('Failed to fetch') }] })
    await page.signIn()
    await page.press('Use a code instead')
    await page.user.type(screen.getByLabelText('Verification code'), '123456{Enter}')
    await page.advance(0)
    expect(screen.getByRole('region', { name: 'No connection to the service' })).toBeInTheDocument()
    await page.press('Back to the request on your phone')
    expect(screen.queryByText('No connection to the service')).not.toBeInTheDocument()
  })
})

describe('a start that does not get through', () => {
  const DOWN = { throws: new TypeError('Failed to fetch') }
  const SENT = { authReqId: 'key', expiresIn: 300 }

  it('is repeated, and a quiet line says so, where no second push can come of it', async () => {
    const { advance, signIn, root } = await renderFlow({ honoursKeys: true, initiate: [DOWN, SENT] })
    await signIn()
    expect(root()).toHaveAttribute('data-state', 'pushing')
    expect(screen.getByText('The service is slow. We keep trying.')).toBeVisible()
    await advance(3_000)
    expect(screen.getByRole('heading', { name: 'Approve on your phone' })).toBeVisible()
  })

  it('else counts five seconds down beside a button that works after them', async () => {
    const { advance, signIn, press, root, client } = await renderFlow({ initiate: [DOWN, SENT] })
    await signIn()
    const again = screen.getByRole('button', { name: 'Try again' })
    expect(again).toHaveAttribute('aria-disabled', 'true')
    expect(again).toHaveAccessibleDescription('You can try again in 5 seconds.')
    await press('Try again')
    await advance(4_000)
    expect(screen.getByText('You can try again in 1 second.')).toBeVisible()
    expect(client.count('initiate')).toBe(1)
    await advance(1_000)
    expect(again).not.toHaveAttribute('aria-disabled')
    await press('Try again')
    expect(root()).toHaveAttribute('data-state', 'polling')
  })
})
