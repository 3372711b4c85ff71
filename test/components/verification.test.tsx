import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { CibaSignIn } from '../../src/components/ciba-sign-in.js'
import type { Slots } from '../../src/components/slots.js'
import { QrCode } from '../../src/qr.js'
import type { FlowSettings } from '../../src/machine/settings.js'
import type { Script } from '../../src/testing/scripted-client.js'
import { failsWith } from '../../src/testing/scripted-client.js'
import { renderFlow } from '../support/flow-harness.js'

const CODE = 'WDJB-MJHT'
const VERIFICATION = {
  userCode: CODE,
  uri: 'https://id.example/device',
  uriComplete: `https://id.example/device?user_code=${CODE}`,
}
const accepted = (verification: object) => ({
  authReqId: 'planted-device-code',
  expiresIn: 600,
  interval: 5,
  verification: { ...VERIFICATION, ...verification },
})

interface Options {
  verification?: object
  script?: Script
  settings?: Partial<FlowSettings>
  slots?: Slots
}

const arrive = ({ verification = {}, script, settings, slots }: Options = {}) =>
  renderFlow(
    { needsLoginHint: false, initiate: [accepted(verification)], ...script },
    settings,
    <CibaSignIn appName="Acme" slots={slots} />,
  )

async function begin(options?: Options) {
  const page = await arrive(options)
  await page.press('Sign in')
  return page
}
const step = () => within(screen.getByRole('region', { name: 'Approve on your phone' }))

describe('a sign-in that is approved on another device', () => {
  it('MUST begin with a button, and ask for no address, where the system needs none', async () => {
    const { root, press, client } = await arrive({ script: { initiate: ['hang'] } })
    expect(screen.getByRole('region', { name: 'Sign in to Acme' })).toHaveTextContent(
      'You get a code to enter on your phone. No password needed.',
    )
    expect(screen.queryByRole('textbox')).not.toBeInTheDocument()
    await press('Sign in')
    expect(client.count('initiate')).toBe(1)
    expect(root()).toHaveTextContent('Sending the requestGetting a code…')
    expect(screen.getByRole('heading')).toHaveFocus()
  })

  it('MUST say, where nothing is pushed, where to enter which code, with a link that has the code in it', async () => {
    const { root } = await begin()
    const link = step().getByRole('link', { name: 'id.example/device' })
    expect(link).toHaveAttribute('href', VERIFICATION.uriComplete)
    expect(link).toHaveAttribute('target', '_blank')
    expect(link).toHaveAttribute('rel', 'noreferrer')
    expect(link).toHaveAttribute('dir', 'ltr')
    expect(step().getByText(CODE)).toHaveAttribute('data-part', 'binding-code')
    const heading = step().getByRole('heading')
    expect(heading).toHaveFocus()
    expect(heading).toHaveAccessibleDescription(
      'Open this address on your phone and enter the code. ' +
        `id.example/device Code: ${[...CODE].join(' ').replace('-', 'dash')} ` +
        'Approve only if your phone shows this code.',
    )
    expect(root()).not.toHaveTextContent('planted')
  })

  it('links to the bare address where there is no other, and shows one that is not https whole', async () => {
    await begin({ verification: { uri: 'http://localhost/device', uriComplete: undefined } })
    expect(step().getByRole('link')).toHaveAttribute('href', 'http://localhost/device')
    expect(step().getByRole('link')).toHaveTextContent('http://localhost/device')
  })

  it('MUST draw a QR code only where the app gives one to draw with', async () => {
    const { page } = await begin()
    expect(screen.queryByRole('img')).not.toBeInTheDocument()
    page.unmount()
    const texts: string[] = []
    const Seen: typeof QrCode = (props) => {
      texts.push(props.text)
      return <QrCode {...props} />
    }
    await begin({ slots: { QrCode: Seen } })
    expect(step().getByRole('img', { name: 'Or scan this QR code with your phone.' })).toBeInTheDocument()
    expect(new Set(texts)).toEqual(new Set([VERIFICATION.uriComplete]))
  })

  it('MUST not offer to send again what was sent to nobody', async () => {
    const { advance } = await begin()
    await advance(60_000)
    expect(step().queryByText('Didn’t get it?')).not.toBeInTheDocument()
    expect(
      step()
        .getAllByRole('button')
        .map((button) => button.textContent),
    ).toEqual(['Cancel'])
  })

  it('MUST keep the code in sight for as long as it can be used', async () => {
    const { advance, root } = await begin({ settings: { waitMs: 20_000 } })
    await advance(590_000)
    expect(step().getByText(CODE)).toBeInTheDocument()
    expect(screen.getByRole('timer')).toHaveTextContent('10 seconds left')
    await advance(16_000)
    expect(root()).toHaveAttribute('data-state', 'expired')
    expect(screen.queryByText(CODE)).not.toBeInTheDocument()
  })

  it('goes on with a new code after a refusal, and back to the button', async () => {
    const { advance, press, root } = await begin({
      script: { poll: [failsWith('access_denied'), 'pending'] },
    })
    await advance(5_000)
    expect(root()).toHaveAttribute('data-state', 'denied')
    expect(screen.queryByRole('button', { name: 'Use a code instead' })).not.toBeInTheDocument()
    await press('Try again')
    expect(step().getByText(CODE)).toBeInTheDocument()
    await press('Cancel')
    await press('Start over')
    expect(screen.getByRole('region', { name: 'Sign in to Acme' })).toBeInTheDocument()
  })
})
