import { act, render, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { CibaSignIn } from '../../src/components/ciba-sign-in.js'
import type { FlowStatus } from '../../src/machine/view.js'
import { createCibaController } from '../../src/machine/controller.js'
import { CibaProvider } from '../../src/react/ciba-provider.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createScriptedClient, failsWith, type Script } from '../../src/testing/scripted-client.js'
import { HINT, renderFlow } from '../support/flow-harness.js'

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
  cancelled: { title: 'Sign-in cancelled', go: ({ press }) => press('Cancel') },
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
  it.each(statuses)('%s is named in data-state and by a title', async (status) => {
    const { root } = await reach(status)
    expect(root()).toHaveAttribute('data-state', status)
    const title = screen.getByRole('heading', { name: STATES[status].title })
    expect(root()).toContainElement(title)
    expect(screen.getByRole('region', { name: STATES[status].title })).toBeInTheDocument()
  })

  it.each(statuses.filter((status) => status !== 'approved'))('%s leaves a way on', async (status) => {
    const { root } = await reach(status)
    const usable = screen
      .getAllByRole('button')
      .filter((button) => root()?.contains(button) && button.getAttribute('aria-disabled') !== 'true')
    expect(usable.length).toBeGreaterThan(0)
  })
})

describe('what can be done after it ended', () => {
  it('trying again sends one new request', async () => {
    const { press, client, root } = await reach('denied')
    client.script({})
    await press('Try again')
    expect(root()).toHaveAttribute('data-state', 'polling')
    expect(client.count('initiate')).toBe(2)
  })

  it('a code signs in after a refusal on the phone', async () => {
    const { press, user, root, advance } = await reach('denied')
    await press('Use a code instead')
    await user.type(screen.getByLabelText('Verification code'), '123456{Enter}')
    await advance(0)
    expect(root()).toHaveAttribute('data-state', 'approved')
  })

  it('keeping on waiting after a timeout goes on with the same request', async () => {
    const { press, client, root, advance } = await reach('timeout')
    client.script({ poll: ['approved'] })
    await press('Keep waiting')
    await advance(5_000)
    expect(root()).toHaveAttribute('data-state', 'approved')
    expect(client.count('initiate')).toBe(1)
  })

  it('an expired request cannot be waited for', async () => {
    await reach('expired')
    expect(screen.queryByRole('button', { name: 'Keep waiting' })).not.toBeInTheDocument()
  })

  it('starting over asks again who signs in', async () => {
    const { press, root } = await reach('cancelled')
    await press('Start over')
    expect(root()).toHaveAttribute('data-state', 'idle')
    expect(screen.getByLabelText('Email')).toHaveValue('')
  })

  it('refused by policy does not say that the person declined', async () => {
    const { signIn } = await renderFlow({
      initiate: [{ throws: { status: 403, body: { error: 'access_denied' } } }],
    })
    await signIn()
    expect(screen.getByRole('heading', { name: 'You do not have access' })).toBeInTheDocument()
    expect(document.body).not.toHaveTextContent('declined')
  })
})

describe('the focus', () => {
  it('stays where it is on arrival', async () => {
    await renderFlow()
    expect(document.body).toHaveFocus()
  })

  it('goes to the title of the next step when the last one had it', async () => {
    const { signIn, press } = await renderFlow()
    await signIn()
    expect(screen.getByRole('heading', { name: 'Approve on your phone' })).toHaveFocus()
    await press('Cancel')
    expect(screen.getByRole('heading', { name: 'Sign-in cancelled' })).toHaveFocus()
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

  it('goes into the code field', async () => {
    await reach('totp')
    expect(screen.getByLabelText('Verification code')).toHaveFocus()
  })

  it('goes to an error that ends the flow, and then nothing is announced beside it', async () => {
    const { announced } = await reach('denied')
    expect(screen.getByRole('heading', { name: 'You declined on your phone' })).toHaveFocus()
    expect(announced()).toBe('')
  })

  it('stays where it is when an error is there already on arrival', async () => {
    const clock = createMovedClock()
    const client = createScriptedClient({ clock, poll: [failsWith('access_denied')] })
    const flow = createCibaController({ client, clock })
    const release = flow.lease()
    flow.start({ loginHint: HINT })
    await clock.advance(5_000)
    release()
    render(
      <CibaProvider controller={flow}>
        <CibaSignIn />
      </CibaProvider>,
    )
    expect(screen.getByRole('heading', { name: 'You declined on your phone' })).not.toHaveFocus()
  })

  it('is not taken from somebody who is elsewhere on the page: the step is announced instead', async () => {
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
    expect(page.announced()).toBe('You are signed in')
  })

  it('errors of a step go with it', async () => {
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
    expect(again).toHaveAccessibleDescription('You can try again in 1 second.')
    expect(client.count('initiate')).toBe(1)
    await advance(1_000)
    expect(again).not.toHaveAttribute('aria-disabled')
    await press('Try again')
    expect(root()).toHaveAttribute('data-state', 'polling')
  })
})
