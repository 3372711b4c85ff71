import type { Meta, StoryObj } from '@storybook/react-vite'
import { type AuthErrorKind, StaleDataNotice, type StaleQuery } from 'react-ciba'
import { AuthError, type AuthErrorFields } from 'react-ciba/core'
import { createMovedClock } from 'react-ciba/testing'
import { expect, fn, waitFor } from 'storybook/test'
import { type ReactNode, useState } from 'react'
import { seen, words } from './words.js'
import { adviceFor } from '../src/errors/advice.js'
import { ClockContext } from '../src/react/clock-context.js'

const AT = createMovedClock().now()
const TWELVE_MINUTES_MS = 720_000

const example = (kind: AuthErrorKind, more: Partial<AuthErrorFields> = {}) =>
  new AuthError({ kind, code: kind, ...adviceFor(kind), occurredAt: AT, ...more })

const query = (error: AuthError | null): StaleQuery => ({
  data: ['Order 7', 'Order 8'],
  error,
  dataUpdatedAt: AT - TWELVE_MINUTES_MS,
  isFetching: false,
  refetch: fn(async () => undefined),
})

const meta = {
  title: 'Stale data notice',
  component: StaleDataNotice,
  args: { query: query(example('unavailable')) },
  loaders: [() => ({ clock: createMovedClock() })],
  render: (args, { loaded }) => (
    <ClockContext.Provider value={clockOf(loaded)}>
      <div className="sb-list">
        <StaleDataNotice {...args} />
        <Orders {...args.query} />
      </div>
    </ClockContext.Provider>
  ),
} satisfies Meta<typeof StaleDataNotice>

export default meta

type Story = StoryObj<typeof meta>

/** The data stays; the notice says since when it is, and why. */
export const Unavailable: Story = {
  play: async ({ canvas, globals }) => {
    const { tag, errors, ui } = words({ globals })
    const { title } = errors.unavailable
    await expect(canvas.getByRole('region', { name: new RegExp(`^${seen(title)}`) })).toBeVisible()
    const asOf = canvas.getByText(new RegExp(`^${seen(ui.shownAsOf)} .*\\)$`))
    await expect(asOf).toHaveTextContent(seen(new Intl.RelativeTimeFormat(tag).format(-12, 'minute')))
    await expect(canvas.getByText('Order 7')).toBeVisible()
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent(new RegExp(`^${seen(title)}`)))
  },
}

export const UnavailableDark: Story = { ...Unavailable, globals: { theme: 'dark' } }

export const Offline: Story = { args: { query: query(example('offline')) } }

/** The wait that the server named; the retry button cannot be used early. */
export const RateLimited: Story = {
  args: { query: query(example('rate_limited', { retryAt: AT + 42_000 })) },
  play: async ({ args, canvas, globals, loaded, userEvent }) => {
    const { ui } = words({ globals })
    const retry = canvas.getByRole('button', { name: ui.tryAgain })
    await expect(retry).toHaveAccessibleDescription(ui.tryAgainIn(42_000))
    await userEvent.click(retry)
    await expect(args.query.refetch).not.toHaveBeenCalled()
    await clockOf(loaded).advance(12_000)
    await expect(await canvas.findByText(seen(ui.tryAgainIn(30_000)))).toBeVisible()
  },
}

export const RateLimitedDark: Story = { ...RateLimited, globals: { theme: 'dark' } }

/** Right to left, with a language of its own digits and words for times. */
export const Arabic: Story = {
  args: RateLimited.args!,
  globals: { locale: 'ar' },
  play: async ({ canvas }) => {
    await expect(canvas.getByText(/^آخر تحديث:/)).toBeVisible()
  },
}

export const ArabicDark: Story = { ...Arabic, globals: { locale: 'ar', theme: 'dark' } }

export const German: Story = { args: RateLimited.args!, globals: { locale: 'de' } }

/** Data of another day says so. */
export const Yesterday: Story = {
  args: { query: { ...query(example('network')), dataUpdatedAt: AT - 90_000_000 } },
  play: async ({ canvas, globals }) => {
    const { tag } = words({ globals })
    const region = canvas.getByRole('region')
    await expect(region).toHaveTextContent(seen(new Intl.RelativeTimeFormat(tag).format(-1, 'day')))
    await expect(region).toHaveTextContent(/2026|٢٠٢٦/)
  },
}

/** A retry that helps: the notice goes, and the focus stays where it was. */
export const Recovered: Story = {
  render: (args, { loaded }) => (
    <ClockContext.Provider value={clockOf(loaded)}>
      <Recovering {...args.query} />
    </ClockContext.Provider>
  ),
  play: async ({ canvas, globals, userEvent }) => {
    const { tag, ui } = words({ globals })
    await userEvent.click(canvas.getByRole('button', { name: ui.tryAgain }))
    await waitFor(() => expect(canvas.queryByRole('region')).toBeNull())
    await expect(canvas.getByText('Order 7')).toBeVisible()
    await expect(document.body).not.toHaveFocus()
    const now = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }).format(0, 'second')
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent(seen(now)))
    await expect(canvas.getByRole('status')).toHaveTextContent(new RegExp(`^${seen(ui.shownAsOf)}`))
  },
}

/** Where nothing has failed, and where no waiting cures it, nothing is shown. */
export const Nothing: Story = {
  args: { query: query(null) },
  play: async ({ canvas }) => {
    await expect(canvas.queryByRole('region')).toBeNull()
    await expect(canvas.queryByRole('button')).toBeNull()
  },
}

const clockOf = (loaded: Record<string, unknown>) => loaded.clock as ReturnType<typeof createMovedClock>

function Orders({ data }: Pick<StaleQuery, 'data'>): ReactNode {
  return (
    <ul className="sb-aside">
      {(data as string[]).map((order) => (
        <li key={order}>{order}</li>
      ))}
    </ul>
  )
}

function Recovering(first: StaleQuery): ReactNode {
  const [query, setQuery] = useState(first)
  const refetch = async () => setQuery({ ...query, error: null, dataUpdatedAt: AT })
  return (
    <div className="sb-list">
      <StaleDataNotice query={{ ...query, refetch }} />
      <Orders {...query} />
    </div>
  )
}
