import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { CibaSignIn } from '../../src/components/ciba-sign-in.js'
import { QrCode } from '../../src/qr.js'
import { renderFlow } from '../support/flow-harness.js'

const ADDRESS = 'https://id.example/device?user_code=WDJB-MJHT'
const LABEL = 'Or scan this QR code with your phone.'
const show = (text = ADDRESS) => render(<QrCode text={text} label={LABEL} />).container

it('MUST be one image, named by what to do with it, and said once', () => {
  show()
  expect(screen.getByRole('img', { name: LABEL })).toBeInTheDocument()
  expect(screen.getByText(LABEL)).toHaveAttribute('aria-hidden', 'true')
})

it('MUST have a quiet zone of four modules around the code', () => {
  const svg = show().querySelector('svg')
  const [left, top, width, height] = (svg?.getAttribute('viewBox') ?? '').split(' ').map(Number)
  expect([left, top]).toEqual([-4, -4])
  expect(width).toBe(height)
  const xs = [...(svg?.querySelector('path')?.getAttribute('d') ?? '').matchAll(/[ML](\d+) (\d+)/g)]
  const most = Math.max(...xs.map(([, x]) => Number(x)))
  // 21 modules, and four more with each version.
  expect((most - 21) % 4).toBe(0)
  expect(width).toBe(most + 8)
})

it('MUST need no inline style and nothing from outside the page', () => {
  expect(show().innerHTML).not.toMatch(/style=|href|src=|url\(/)
})

it('draws another code for another address, and the same for the same', () => {
  const [one, again, other] = [show(), show(), show(`${ADDRESS}2`)].map(
    (page) => page.querySelector('path')?.getAttribute('d') ?? '',
  )
  expect(one).toBe(again)
  expect(one).not.toBe(other)
})

it('MUST draw nothing for an address that is too long for a QR code, while the sign-in shows it and the code as before', async () => {
  const most = ADDRESS.padEnd(2953, 'x')
  expect(show(most).querySelector('svg')).not.toBeNull()

  const uriComplete = `${most}x`
  const verification = { userCode: 'WDJB-MJHT', uri: 'https://id.example/device', uriComplete }
  const { press, root } = await renderFlow(
    { needsLoginHint: false, initiate: [{ authReqId: 'r', expiresIn: 600, interval: 5, verification }] },
    {},
    <CibaSignIn appName="Acme" slots={{ QrCode }} />,
  )
  await press('Sign in')
  expect(screen.getByRole('link', { name: 'id.example/device' })).toHaveAttribute('href', uriComplete)
  expect(root()).toHaveTextContent('WDJB-MJHT')
  expect(root()?.querySelector('[data-part="qr-code"]')).toBeNull()
  expect(root()).not.toHaveTextContent(LABEL)
})
