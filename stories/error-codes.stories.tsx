import type { Meta, StoryObj } from '@storybook/react-vite'
import { AuthErrorBanner, AuthErrorProvider, type CodeTable } from 'react-ciba'
import { createMovedClock } from 'react-ciba/testing'
import { expect } from 'storybook/test'
import { AUTHOS_CODES } from '../src/errors/codes/authos.js'
import { AUTHSEC_CODES } from '../src/errors/codes/authsec.js'
import { BIID_CODES } from '../src/errors/codes/biid.js'
import { CHORDIAN_CODES } from '../src/errors/codes/chordian.js'
import { NEXLA_CODES } from '../src/errors/codes/nexla.js'
import { OAUTH_CODES } from '../src/errors/codes/oauth.js'
import { OWN_CODES } from '../src/errors/codes/own.js'
import { authError } from '../src/errors/normalize.js'

const AT = createMovedClock().now()
const act = () => undefined

/** The banner of each code of a table, with the buttons of those that an app could offer. */
function Codes({ system, table }: { system: string; table: CodeTable }) {
  return (
    <AuthErrorProvider
      helpBaseUrl="https://help.example.com"
      statusPageUrl="https://status.example.com"
      supportUrl="https://support.example.com"
    >
      <div className="sb-list">
        {Object.keys(table).map((code) => (
          <section key={code} aria-labelledby={code}>
            <h2 id={code}>
              <code>{code}</code>
            </h2>
            <AuthErrorBanner
              error={authError(code, {
                system: { name: system, codes: table },
                now: AT,
                requestId: 'req-7d41c2',
              })}
              headingLevel={3}
              onRetry={act}
              onUseTotp={act}
              onKeepWaiting={act}
              onSignIn={act}
            />
          </section>
        ))}
      </div>
    </AuthErrorProvider>
  )
}

const meta = {
  title: 'Error codes',
  component: Codes,
  parameters: {
    // Banners of the same kind have the same title, and stand on one page only here.
    a11y: { options: { rules: { 'landmark-unique': { enabled: false } } } },
  },
  play: async ({ args, canvas }) => {
    const titles = canvas.getAllByRole('heading', { level: 3 })
    await expect(titles).toHaveLength(Object.keys(args.table).length)
  },
} satisfies Meta<typeof Codes>

export default meta

type Story = StoryObj<typeof meta>

/** A story for each table; test/testing/stories.test.ts misses one that is missing. */
export const OAuth: Story = { args: { system: 'OAuth', table: OAUTH_CODES } }
export const Own: Story = { args: { system: 'react-ciba', table: OWN_CODES } }
export const AuthSec: Story = { args: { system: 'AuthSec', table: AUTHSEC_CODES } }
export const Nexla: Story = { args: { system: 'Nexla', table: NEXLA_CODES } }
export const Chordian: Story = { args: { system: 'Chordian', table: CHORDIAN_CODES } }
export const AuthOS: Story = { args: { system: 'AuthOS', table: AUTHOS_CODES } }
export const Biid: Story = { args: { system: 'biid', table: BIID_CODES } }
