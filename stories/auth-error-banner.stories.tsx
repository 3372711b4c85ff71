import type { Meta, StoryObj } from '@storybook/react-vite'
import { type ReactNode, useState } from 'react'
import {
  AuthErrorBanner,
  type AuthErrorBannerProps,
  type AuthErrorKind,
  AuthErrorProvider,
  useFieldErrors,
} from 'react-ciba'
import { AuthError, type AuthErrorFields } from 'react-ciba/core'
import { createMovedClock } from 'react-ciba/testing'
import { expect, fn, spyOn, waitFor } from 'storybook/test'
import { adviceFor } from '../src/errors/advice.js'
import { ClockContext } from '../src/react/clock-context.js'
import { seen, words } from './words.js'

const meta = {
  title: 'Error banner',
  component: AuthErrorBanner,
  args: { error: undefined },
} satisfies Meta<typeof AuthErrorBanner>

export default meta

type Story = StoryObj<typeof meta>

const AT = createMovedClock().now()

const example = (kind: AuthErrorKind, more: Partial<AuthErrorFields> = {}) =>
  new AuthError({ kind, code: kind, ...adviceFor(kind), occurredAt: AT, requestId: 'req-7d41c2', ...more })

/** Whatever an app can do; the banner shows what helps. */
const CAN = { onRetry: fn(), onUseTotp: fn(), onKeepWaiting: fn(), onSignIn: fn() }

/** A story of each kind, under the kind's name; test/testing/stories.test.ts misses one that is missing. */
const banner = (kind: AuthErrorKind): Story => ({
  args: { error: example(kind), ...CAN },
  play: async ({ canvas }) => {
    const title = canvas.getByRole('heading', { level: 2 })
    await expect(canvas.getByRole('region', { name: title.textContent })).toBeVisible()
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent(title.textContent))
    await expect(canvas.getByText('req-7d41c2')).toBeVisible()
  },
})

export const Denied = banner('denied')
export const Expired = banner('expired')
export const Timeout = banner('timeout')
export const Cancelled = banner('cancelled')
export const InvalidCode = banner('invalid_code')
export const Locked = banner('locked')
export const InvalidCredentials = banner('invalid_credentials')
export const NotAuthenticated = banner('not_authenticated')
export const InvalidToken = banner('invalid_token')
export const TokenExpired = banner('token_expired')
export const SessionExpired = banner('session_expired')
export const Forbidden = banner('forbidden')
export const AccountState = banner('account_state')
export const LimitExceeded = banner('limit_exceeded')
export const ProcessFailed = banner('process_failed')
export const InvalidRequest = banner('invalid_request')
export const Validation = banner('validation')
export const NotFound = banner('not_found')
export const Conflict = banner('conflict')
export const RateLimited = banner('rate_limited')
export const Pending = banner('pending')
export const SlowDown = banner('slow_down')
export const ServerError = banner('server_error')
export const BadGateway = banner('bad_gateway')
export const Unavailable = banner('unavailable')
export const NetworkTimeout = banner('network_timeout')
export const Offline = banner('offline')
export const Network = banner('network')
export const Misconfigured = banner('misconfigured')
export const UnsupportedClient = banner('unsupported_client')
export const Unknown = banner('unknown')

export const DeniedDark: Story = { ...Denied, globals: { theme: 'dark' } }
export const ExpiredDark: Story = { ...Expired, globals: { theme: 'dark' } }
export const ServerErrorDark: Story = { ...ServerError, globals: { theme: 'dark' } }

/** The catalogue's own time, which stands still until it is moved. */
const ON_A_CLOCK = {
  loaders: [() => ({ clock: createMovedClock() })],
  render: (args, { loaded }) => (
    <ClockContext.Provider value={clockOf(loaded)}>
      <AuthErrorBanner {...args} />
    </ClockContext.Provider>
  ),
} satisfies Partial<Story>

/** Trying again is shown and cannot be used early. */
export const RetryWait: Story = {
  ...ON_A_CLOCK,
  args: { error: example('rate_limited', { retryAt: AT + 42_000 }), onRetry: fn() },
  play: async ({ args, canvas, globals, loaded, userEvent }) => {
    const { ui } = words({ globals })
    const retry = canvas.getByRole('button', { name: ui.tryAgain })
    await expect(retry).toHaveAccessibleDescription(ui.tryAgainIn(42_000))
    await userEvent.click(retry)
    await expect(args.onRetry).not.toHaveBeenCalled()
    await clockOf(loaded).advance(12_000)
    await expect(await canvas.findByText(seen(ui.tryAgainIn(30_000)))).toBeVisible()
    await expect(retry).toHaveAttribute('aria-disabled', 'true')
  },
}

/** Once the wait is over the same button works. */
export const RetryWaitOver: Story = {
  ...RetryWait,
  play: async ({ args, canvas, globals, loaded, userEvent }) => {
    await clockOf(loaded).advance(42_000)
    const { ui } = words({ globals })
    const retry = canvas.getByRole('button', { name: ui.tryAgain })
    await waitFor(() => expect(retry).not.toHaveAttribute('aria-disabled'))
    await userEvent.click(retry)
    await expect(args.onRetry).toHaveBeenCalledOnce()
  },
}

export const WithHelpLink: Story = {
  args: { error: example('unavailable', { helpUrl: 'https://help.example.com/status' }), onRetry: fn() },
  play: async ({ canvas }) => {
    const link = canvas.getByRole('link')
    await expect(link).toHaveAttribute('href', 'https://help.example.com/status')
    await expect(link).toHaveAttribute('rel', expect.stringContaining('noopener'))
  },
}

/** Where the service itself fails: what it says of its state, and the way to support. */
export const WithEverything: Story = {
  args: {
    error: example('server_error', {
      status: 500,
      code: 'INTERNAL_ERROR',
      technicalDetail: 'upstream "orders" closed the connection',
    }),
    onRetry: fn(),
    onDismiss: fn(),
  },
  render: (args) => (
    <AuthErrorProvider
      helpBaseUrl="https://help.example.com"
      statusPageUrl="https://status.example.com"
      supportUrl="mailto:help@example.com"
      showTechnicalDetail
    >
      <AuthErrorBanner {...args} />
    </AuthErrorProvider>
  ),
  play: async ({ canvas, globals, userEvent }) => {
    const { ui } = words({ globals })
    const write = spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    await userEvent.click(canvas.getByRole('button', { name: ui.copyDetails }))
    await expect(await canvas.findByRole('button', { name: ui.copied })).toBeVisible()
    await expect(write.mock.calls[0]?.[0]).toContain('Code: INTERNAL_ERROR\nStatus: 500')
    await expect(canvas.getByRole('link', { name: ui.statusPage })).toBeVisible()
    await userEvent.click(canvas.getByText(ui.technicalDetail))
    await expect(canvas.getByText(/upstream "orders"/)).toBeVisible()
  },
}

/** Where the browser does not copy, what support needs is there, selected. */
export const NotCopied: Story = {
  ...WithEverything,
  play: async ({ canvas, globals, userEvent }) => {
    const { ui } = words({ globals })
    spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('no', 'NotAllowedError'))
    await userEvent.click(canvas.getByRole('button', { name: ui.copyDetails }))
    await expect(await canvas.findByText(ui.copyByHand, { selector: 'p' })).toBeVisible()
    await expect(getSelection()?.toString()).toContain('Code: INTERNAL_ERROR\nStatus: 500')
  },
}

export const WithEverythingDark: Story = { ...WithEverything, globals: { theme: 'dark' } }

const WRONG_FIELDS = {
  email: ['Enter an address with an @'],
  password: ['Use 12 characters or more', 'Use a digit'],
}

/** Each text leads to its field, and stands there too. */
export const FieldErrors: Story = {
  args: { error: example('validation', { fieldErrors: WRONG_FIELDS }) },
  render: (args) => <SignUp {...args} />,
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('link', { name: 'Use a digit' }))
    await expect(canvas.getByLabelText('Password')).toHaveFocus()
    await expect(canvas.getByLabelText('Email')).toHaveAccessibleDescription('Enter an address with an @')
  },
}

/** An essential error: the title has the focus, and nothing is announced beside it. */
export const TakesFocus: Story = {
  args: { error: example('session_expired'), takesFocus: true, onSignIn: fn() },
  play: async ({ canvas }) => {
    await waitFor(() => expect(canvas.getByRole('heading')).toHaveFocus())
    await expect(canvas.getByRole('status')).toBeEmptyDOMElement()
  },
}

/** The id wraps and is never cut. */
export const LongRequestId: Story = {
  args: {
    error: example('server_error', { requestId: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' }),
  },
}

/** The app stores that it was dismissed; the next error is shown all the same. */
export const Dismissed: Story = {
  args: { error: example('process_failed') },
  render: (args) => <Dismissible {...args} next={example('conflict')} />,
  play: async ({ canvas, globals, userEvent }) => {
    const { ui, errors } = words({ globals })
    await userEvent.click(canvas.getByRole('button', { name: ui.dismiss }))
    await expect(canvas.queryByRole('region')).toBeNull()
    await userEvent.click(canvas.getByRole('button', { name: 'Fail again' }))
    await expect(canvas.getByRole('heading')).toHaveTextContent(errors.conflict.title)
  },
}

/** Nothing is shown for nothing; the live region is there already. */
export const Nothing: Story = {
  args: { error: null, onRetry: fn() },
  render: (args) => (
    <>
      <p className="sb-aside" dir="auto">
        Nothing has failed.
      </p>
      <AuthErrorBanner {...args} />
    </>
  ),
  play: async ({ canvas }) => {
    await expect(canvas.queryByRole('region')).toBeNull()
    await expect(canvas.queryByRole('button')).toBeNull()
    await expect(canvas.getByRole('status')).toBeEmptyDOMElement()
  },
}

/** Whatever an app caught, handed over as it is. */
const raw = (error: unknown, kind: AuthErrorKind): Story => ({
  ...ON_A_CLOCK,
  args: { error, onRetry: fn() },
  play: async ({ canvas, globals }) => {
    await expect(canvas.getByRole('heading')).toHaveTextContent(words({ globals }).errors[kind].title)
  },
})

export const RawTypeError = raw(new TypeError('Failed to fetch'), 'network')
export const RawString = raw('it broke', 'unknown')
export const RawAnswer = raw({ status: 429, body: '<h1>Slow down</h1>' }, 'rate_limited')
export const RawOAuthBody = raw({ error: 'invalid_client' }, 'misconfigured')
export const RawTimeout = raw(new DOMException('5 s', 'TimeoutError'), 'network_timeout')

const clockOf = (loaded: Record<string, unknown>) => loaded.clock as ReturnType<typeof createMovedClock>

function Dismissible({ next, ...props }: AuthErrorBannerProps & { next: unknown }): ReactNode {
  const [error, setError] = useState(props.error)
  return (
    <div className="rc-root sb-list">
      <AuthErrorBanner {...props} error={error} onDismiss={() => setError(null)} />
      <div className="rc-panel rc-actions">
        <button className="rc-button" type="button" onClick={() => setError(next)}>
          Fail again
        </button>
      </div>
    </div>
  )
}

function SignUp(props: AuthErrorBannerProps): ReactNode {
  const field = useFieldErrors(props.error)
  return (
    <form className="rc-root rc-form" noValidate>
      <AuthErrorBanner {...props} />
      {Object.entries({ email: 'Email', password: 'Password' }).map(([name, label]) => {
        const { inputProps, errorId, messages } = field(name)
        return (
          <div className="rc-field" key={name}>
            <label className="rc-label" htmlFor={name}>
              {label}
            </label>
            <input className="rc-input" id={name} name={name} {...inputProps} />
            <p className="rc-problem" dir="auto" id={errorId}>
              {messages.join('. ')}
            </p>
          </div>
        )
      })}
    </form>
  )
}
