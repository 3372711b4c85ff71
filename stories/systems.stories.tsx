import type { Meta, StoryObj } from '@storybook/react-vite'
import { AuthErrorBanner, type AuthErrorKind, AuthErrorProvider } from 'react-ciba'
import { expect } from 'storybook/test'
import { ClockContext } from '../src/react/clock-context.js'
import { seen, words } from './words.js'
import { type Failing, momentOf, type SystemMoment } from './system-on-stage.js'

/** The banner with the app's own action, and below it what the app says by the handler of that meaning. */
function Moment({ error, prompt, links, clock }: SystemMoment) {
  return (
    <ClockContext.Provider value={clock}>
      <AuthErrorProvider {...links}>
        <div className="sb-list">
          <AuthErrorBanner
            error={error}
            actions={
              prompt && (
                <button type="button" className="rc-button" data-look="primary">
                  {prompt.action}
                </button>
              )
            }
          />
          {prompt && (
            <p className="sb-aside" dir="auto">
              {prompt.text}
            </p>
          )}
        </div>
      </AuthErrorProvider>
    </ClockContext.Provider>
  )
}

interface Args {
  failing: Failing
}

const meta = {
  title: 'Systems',
  loaders: [async ({ args }) => ({ moment: await momentOf(args.failing) })],
  render: (_args, { loaded }) => <Moment {...(loaded.moment as SystemMoment)} />,
} satisfies Meta<Args>

export default meta

type Story = StoryObj<Args>

/** What one sees: the title of a kind or code, the app's button, and where a link leads. */
const shows =
  (what: string, action: string | null, link?: [name: Link, href: string]): NonNullable<Story['play']> =>
  async ({ canvas, globals }) => {
    const { errors, codes, ui } = words({ globals })
    const title = codes[what]?.title ?? errors[what as AuthErrorKind].title
    await expect(canvas.getByRole('heading', { name: title })).toBeVisible()
    if (action !== null) await expect(canvas.getByRole('button', { name: action })).toBeVisible()
    if (link === undefined) return
    const [name, href] = link
    const links = canvas.getAllByRole('link').filter(({ textContent }) => textContent === ui[name])
    await expect(links.map((element) => element.getAttribute('href'))).toEqual([href])
  }

type Link = 'help' | 'statusPage' | 'contactSupport'

/** A limit of the plan: the app offers a larger one. */
export const UpgradePrompt: Story = {
  args: { failing: { of: 'authos', failure: 'TEAM_LIMIT_EXCEEDED' } },
  play: shows('limit_exceeded', 'See plans'),
}

export const UpgradePromptDark: Story = { ...UpgradePrompt, globals: { theme: 'dark' } }

export const OrganizationSuspended: Story = {
  args: { failing: { of: 'authos', failure: 'ORGANIZATION_NOT_ACTIVE' } },
  play: shows('ORGANIZATION_NOT_ACTIVE', 'Ask the owner', ['contactSupport', 'https://support.example.com']),
}

export const InvitationExpired: Story = {
  args: { failing: { of: 'authos', failure: 'INVITATION_EXPIRED' } },
  play: shows('INVITATION_EXPIRED', 'Ask for an invitation'),
}

/** A key that was revoked is for whoever runs the app: nobody is asked to sign in. */
export const ApiKeyRefused: Story = {
  args: { failing: { of: 'authos', failure: 'UNAUTHORIZED_KEY', headers: { 'x-api-key': 'revoked' } } },
  play: shows('misconfigured', 'Open settings'),
}

/** It was done; only its record failed. Nothing offers to do it again. */
export const NotRecorded: Story = {
  args: { failing: { of: 'authos', failure: 'AUDIT_ERROR' } },
  play: async (context) => {
    await shows('AUDIT_ERROR', 'Back to the team')(context)
    await expect(context.canvas.queryByRole('button', { name: words(context).ui.tryAgain })).toBeNull()
  },
}

/** The body has no link; the system knows its documentation. */
export const DocumentationLink: Story = {
  args: { failing: { of: 'chordian', failure: 'INVALID_TOKEN' } },
  play: shows('invalid_token', null, [
    'help',
    'https://docs.example.com/authentication/errors#invalid-token',
  ]),
}

export const SessionExpired: Story = {
  args: { failing: { of: 'chordian', failure: 'INVALID_REFRESH_TOKEN' } },
  play: shows('session_expired', 'Sign in'),
}

/** A server that fails: its status page, and the id for support. */
export const ServerFails: Story = {
  args: { failing: { of: 'chordian', failure: 'INTERNAL_ERROR' } },
  play: async (context) => {
    await shows('server_error', null, ['statusPage', 'https://status.example.com'])(context)
    await expect(context.canvas.getByText('req-5f21')).toBeVisible()
  },
}

export const ServiceKeyRefused: Story = {
  args: { failing: { of: 'nexla', failure: 'AUTH_002' } },
  play: shows('AUTH_002', 'Open settings', ['help', 'https://www.example.com/help/service-keys']),
}

/** The limit, and when it ends. */
export const RateLimit: Story = {
  args: { failing: { of: 'nexla', failure: 'RATE_001' } },
  play: async (context) => {
    await shows('rate_limited', null, ['help', 'https://www.example.com/help/rate-limits'])(context)
    const { ui, errors } = words(context)
    await expect(context.canvas.getByText(seen(ui.tryAgainIn(30_000)))).toBeVisible()
    await expect(
      context.canvas.getByText(seen(`${errors.rate_limited.explanation} ${ui.limitIs(100)}`)),
    ).toBeVisible()
  },
}

/** What is wrong is said in the server's own words. */
export const FieldRefused: Story = {
  args: { failing: { of: 'nexla', failure: 'VAL_001' } },
  play: async (context) => {
    await shows('validation', null, ['help', 'https://www.example.com/help/support'])(context)
    await expect(context.canvas.getByText('Enter a complete e-mail address.')).toBeVisible()
  },
}

/** A token that has expired is renewed unseen; seen is one that the API takes for too old once it is new. */
export const TokenExpiredAgain: Story = {
  args: { failing: { of: 'nexla', failure: 'AUTH_003', times: 2 } },
  play: shows('token_expired', null, ['help', 'https://www.example.com/help/sessions']),
}

/** The step follows from what the server says of the account now. */
export const MissingStep: Story = {
  args: { failing: { of: 'biid', failure: 'NOT_ACCREDITED' } },
  play: async (context) => {
    await shows('notAccredited', 'Go on')(context)
    await expect(context.canvas.getByText('Next: accreditation.')).toBeVisible()
  },
}

export const MissingStepDark: Story = { ...MissingStep, globals: { theme: 'dark' } }

export const CertificateRevoked: Story = {
  args: { failing: { of: 'biid', failure: 'CERTIFICATE_REVOKED' } },
  play: async (context) => {
    await shows('notCertified', 'Go on')(context)
    await expect(context.canvas.getByText('Next: certification, once again.')).toBeVisible()
  },
}

export const VersionTooOld: Story = {
  args: { failing: { of: 'biid', failure: 'CLIENT_TOO_OLD' } },
  play: shows('unsupported_client', 'Update'),
}

export const ProcessFailed: Story = {
  args: { failing: { of: 'biid', failure: 'PROCESS_VERIFICATION' } },
  play: shows('process_failed', 'Begin anew'),
}
