import { act, fireEvent, render, screen } from '@testing-library/react'
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AuthErrorBanner } from '../../src/components/auth-error-banner.js'
import { pageOf } from '../../src/components/error-report.js'
import { VERSION } from '../../src/components/version.js'
import { AuthError } from '../../src/errors/auth-error.js'
import { normalizeError } from '../../src/errors/normalize.js'
import { AuthErrorProvider } from '../../src/react/auth-error-provider.js'

const ERROR = new AuthError({
  ...normalizeError({
    status: 503,
    body: { error: 'temporarily_unavailable', request_id: 'req-7d41c2', error_description: 'Pool 3 is dry' },
  }).toJSON(),
  occurredAt: Date.UTC(2026, 0, 15, 10, 30),
})

let written: string[]
beforeEach(() => {
  written = []
  const clipboard = { writeText: async (text: string) => void written.push(text) }
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard })
  history.replaceState(null, '', '/orders?session=geheim#access_token=geheim')
})
afterEach(() => {
  Reflect.deleteProperty(navigator, 'clipboard')
  history.replaceState(null, '', '/')
})
const press = (name: string) => act(async () => void fireEvent.click(screen.getByRole('button', { name })))

describe('“Copy details”', () => {
  it('MUST give support one block to copy: code, status, request id, time, page and version, and nothing secret', async () => {
    render(<AuthErrorBanner error={ERROR} />)
    await press('Copy details')
    expect(written).toEqual([
      [
        'Code: temporarily_unavailable',
        'Status: 503',
        'Kind: unavailable',
        'Request id: req-7d41c2',
        'Time: 2026-01-15T10:30:00.000Z',
        'Page: http://localhost:3000/orders',
        `Library: react-ciba ${VERSION}`,
      ].join('\n'),
    ])
    expect(screen.getByRole('button', { name: 'Copied' })).toBeInTheDocument()
  })

  it('MUST show the block, selected, where the browser does not copy, and not for another error', async () => {
    Reflect.deleteProperty(navigator, 'clipboard')
    const { rerender } = render(<AuthErrorBanner error={ERROR} />)
    await press('Copy details')
    expect(screen.getByText(/^Could not copy/, { selector: 'p' })).toBeVisible()
    expect(getSelection()?.toString()).toMatch(/^Code: temporarily_unavailable\nStatus: 503\n/)
    rerender(<AuthErrorBanner error={new AuthError({ ...ERROR.toJSON(), requestId: 'req-2' })} />)
    expect(screen.queryByText(/^Could not copy/, { selector: 'p' })).toBeNull()
  })

  it('has the server’s sentence only where technical detail is switched on', async () => {
    render(<AuthErrorBanner error={ERROR} showTechnicalDetail />)
    await press('Copy details')
    expect(written[0]).toMatch(/\nDetail: Pool 3 is dry$/)
  })

  it('leaves out what an error does not have, also on the page', async () => {
    render(
      <AuthErrorBanner error={new AuthError({ ...ERROR.toJSON(), requestId: undefined, occurredAt: NaN })} />,
    )
    expect(screen.queryByRole('button', { name: 'Copy' })).not.toBeInTheDocument()
    await press('Copy details')
    expect(written[0]).toContain('Code: temporarily_unavailable')
    expect(written[0]).not.toMatch(/Request id|Time/)
  })

  it.each([
    ['/invite/eyJhbGciOiJIUzI1NiJ9x/accept', '/invite/[token]/accept'],
    ['/invite/9b2e4c1a-71c3-4f0e-8a55-0d1c2b3a4f5e', '/invite/[redacted]'],
    ['/reset/AbCdEfGhIjKlMnOpQrStUvWxYzabcdefghijKLMN', '/reset/[redacted]'],
    ['/users/dana@example.com', '/users/[email]'],
    ['/users/dana%40example.com/edit', '/users/[email]/edit'],
    ['/verify/481516', '/verify/[number]'],
    ['/call/+491711234567', '/call/[number]'],
    ['/how-to-verify-your-phone', '/how-to-verify-your-phone'],
    ['/orders/4711', '/orders/4711'],
  ])('%s: a page’s path keeps what is public', (pathname, shown) => {
    expect(pageOf({ origin: 'https://app.example', pathname })).toBe(`https://app.example${shown}`)
  })

  it('names the version that package.json has', () => {
    expect(JSON.parse(readFileSync('package.json', 'utf8'))).toHaveProperty('version', VERSION)
  })
})

describe('technical detail', () => {
  const detail = () => document.querySelector('details')

  it('MUST fold technical detail away, and have none unless it is switched on', () => {
    const { rerender } = render(<AuthErrorBanner error={ERROR} />)
    expect(detail()).toBeNull()
    expect(document.body).not.toHaveTextContent('Pool 3')
    rerender(<AuthErrorBanner error={ERROR} showTechnicalDetail />)
    expect(detail()).not.toHaveAttribute('open')
    expect(detail()).toHaveTextContent('temporarily_unavailable')
    expect(detail()).toHaveTextContent('Pool 3 is dry')
  })

  it('is switched by the provider, and by a banner for itself', () => {
    render(
      <AuthErrorProvider showTechnicalDetail>
        <AuthErrorBanner error={ERROR} />
        <AuthErrorBanner error={ERROR} showTechnicalDetail={false} />
      </AuthErrorProvider>,
    )
    expect(document.querySelectorAll('details')).toHaveLength(1)
  })
})
