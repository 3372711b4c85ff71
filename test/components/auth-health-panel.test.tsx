import { act, render, screen, within } from '@testing-library/react'
import axe from 'axe-core'
import fc from 'fast-check'
import { type ReactNode, StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { describe, expect, it, vi } from 'vitest'
import { AuthHealthPanel, type AuthHealthPanelProps } from '../../src/components/auth-health-panel.js'
import { spansOf, stretchesOf } from '../../src/components/health-spans.js'
import { normalizeError } from '../../src/errors/normalize.js'
import { createAuthMonitor } from '../../src/observe/auth-monitor.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { planted } from '../errors/planted-secrets.js'

const AT = new Date(2026, 0, 15, 10, 32).getTime()
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const API = 'https://api.example.com'

function setUp(props: Omit<AuthHealthPanelProps, 'monitor'> = {}) {
  const clock = createMovedClock(AT)
  const monitor = createAuthMonitor({ clock })
  const fail = (code: string, times = 1) => {
    for (let n = 0; n < times; n++) monitor.record({ code })
  }
  const recover = (helped: boolean) =>
    monitor.onEvent({
      ...{ type: 'recovery_finished', at: 0, flowId: 'f', recovery: 'refresh_token', code: 'AUTH_003' },
      ...{ durationMs: 1, helped },
    } as const)
  const circuit = (to: 'open' | 'half_open' | 'closed') =>
    monitor.onEvent({ type: 'circuit_changed', at: 0, flowId: 'f', origin: API, to })
  const show = () => render(<AuthHealthPanel monitor={monitor} {...props} />)
  return { clock, monitor, fail, recover, circuit, show }
}

/** An hour in which something of everything happens. */
function anHour(props: Omit<AuthHealthPanelProps, 'monitor'> = {}) {
  const panel = setUp(props)
  const { clock, fail, recover, circuit } = panel
  fail('AUTH_003', 4)
  clock.sleep(10 * MINUTE) // 10:42
  fail('AUTH_002', 24)
  recover(true)
  recover(false)
  circuit('open')
  clock.sleep(2 * MINUTE) // 10:44
  circuit('half_open')
  circuit('closed')
  clock.sleep(3 * MINUTE) // 10:47
  recover(true)
  fail('HTTP_500', 2)
  return panel
}

const region = (name: string) => within(screen.getByRole('region', { name }))
const rowsOf = (table: HTMLElement) =>
  within(table)
    .getAllByRole('row')
    .map((row) => Array.from(row.children, ({ textContent }) => textContent?.replace(/\s/g, ' ')))

describe('what it shows', () => {
  it('MUST draw errors, recoveries and circuits over the last hour, each picture with a sentence that says what it shows', () => {
    anHour().show()
    const pictures = screen
      .getAllByRole('img')
      .map((picture) => picture.getAttribute('aria-label')?.replace(/\s/g, ' '))
    expect(pictures).toEqual([
      'Errors in each five minutes from 9:47 AM to 10:47 AM: at most 24, from 10:37 AM on.',
      'Recoveries in each five minutes from 9:47 AM to 10:47 AM: 3 tried, 2 of them helped.',
      'Calls to https://api.example.com from 9:47 AM to 10:47 AM, times held back: 1.',
    ])
    const [errors] = screen.getAllByRole('img')
    const heights = Array.from(errors?.querySelectorAll('.rc-health-filled') ?? [], (bar) => [
      Number(bar.getAttribute('x')),
      Number(bar.getAttribute('height')),
    ])
    // 10:32, 10:42 and 10:47 are in the ninth, eleventh and twelfth of the five minutes.
    expect(heights).toEqual([
      [81.5, (4 / 24) * 40],
      [101.5, 40],
      [111.5, (2 / 24) * 40],
    ])
  })

  it('MUST give each figure that is drawn in a table with headings', () => {
    anHour().show()
    expect(rowsOf(region('Errors').getByRole('table', { name: 'Errors' }))).toEqual([
      ['Code', '5 min', 'Hour', 'Threshold', 'Alert'],
      ['AUTH_002', '0', '24', '10', 'High'],
      ['AUTH_003', '0', '4', '50', '–'],
      ['HTTP_500', '2', '2', '–', '–'],
    ])
    expect(rowsOf(region('Recoveries').getByRole('table'))).toEqual([
      ['Recovery', 'Tried', 'Helped'],
      ['refresh_token', '3', '2'],
    ])
    expect(rowsOf(region('Circuits').getByRole('table'))).toEqual([
      ['Server', 'Calls', 'Since'],
      [API, 'Go out', '10:44 AM'],
    ])
    const overTime = rowsOf(screen.getByRole('table', { name: 'Figures by five minutes', hidden: true }))
    expect(overTime).toHaveLength(13)
    expect(overTime.filter(([, ...figures]) => figures.some((figure) => figure !== '0'))).toEqual([
      ['From', 'Errors', 'Tried', 'Helped', 'Servers held back'],
      ['10:27 AM', '4', '0', '0', '0'],
      ['10:37 AM', '24', '2', '1', '1'],
      ['10:42 AM', '2', '1', '1', '1'],
    ])
    for (const table of document.querySelectorAll('table')) {
      expect(table.querySelectorAll('thead th[scope="col"]').length).toBe(
        table.querySelectorAll('thead th').length,
      )
      expect(table.querySelectorAll('tbody th[scope="row"]').length).toBe(
        table.querySelectorAll('tbody tr').length,
      )
    }
  })

  it('MUST mean the same hour in its pictures, its rows and its figures', () => {
    const { clock, fail, recover, show } = setUp()
    fail('AUTH_003', 7)
    for (let n = 0; n < 3; n++) recover(true)
    clock.sleep(57 * MINUTE)
    show()
    expect(screen.getByText('Errors: 0 in the last 5 minutes, 7 in the last hour.')).toBeVisible()
    const [errors, recoveries] = screen
      .getAllByRole('img')
      .map((picture) => picture.getAttribute('aria-label'))
    expect(errors).toContain('at most 7')
    expect(recoveries).toContain('3 tried, 3 of them helped')
    expect(
      rowsOf(screen.getByRole('table', { name: 'Figures by five minutes', hidden: true })),
    ).toContainEqual(['10:29 AM', ...['7', '3', '3', '0']])
  })

  it('draws all that it counts, whenever one looks', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 20 * MINUTE }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(steps, (waits) => {
        const { clock, monitor, fail, recover } = setUp()
        for (const [index, wait] of waits.entries()) {
          fail('AUTH_003')
          recover(index % 2 === 0)
          clock.sleep(wait)
          const health = monitor.getSnapshot()
          const spans = spansOf(health)
          const sum = (of: 'errors' | 'tries' | 'successes') =>
            spans.reduce((total, span) => total + span[of], 0)
          const [told] = health.recoveries
          expect([sum('errors'), sum('tries'), sum('successes')]).toEqual([
            ...[health.errorsInHour, told?.tries ?? 0, told?.successes ?? 0],
          ])
        }
      }),
      { numRuns: 100 },
    )
  })

  it('counts what is too many to be told apart in a row of its own', () => {
    const { fail, show } = setUp()
    for (let n = 0; n < 60; n++) fail(`CODE_${n}`)
    show()
    expect(rowsOf(region('Errors').getByRole('table')).at(-1)).toEqual(['Others', '10', '10', '–', '–'])
  })

  it('MUST follow a running monitor, and time where nothing happens', async () => {
    const { clock, fail, show } = setUp()
    show()
    expect(screen.getByText('Errors: 0 in the last 5 minutes, 0 in the last hour.')).toBeInTheDocument()
    fail('AUTH_003', 3)
    await act(() => clock.advance(1_000))
    expect(screen.getByText('Errors: 3 in the last 5 minutes, 3 in the last hour.')).toBeInTheDocument()
    await act(async () => {
      clock.sleep(5 * MINUTE)
      await clock.advance(1_000)
    })
    expect(screen.getByText('Errors: 0 in the last 5 minutes, 3 in the last hour.')).toBeInTheDocument()
  })

  it('MUST name each threshold that is passed, in words and with a sign, and say which is passed twice over', () => {
    const { fail, show } = setUp()
    fail('AUTH_002', 21)
    fail('RATE_001', 21)
    const { container } = show()
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      'AUTH_002: 21 in the last hour, more than twice the threshold of 10.',
      'RATE_001: 21 in the last hour, more than the threshold of 20.',
    ])
    expect(container.querySelector('[data-part="health-alerts"] svg.rc-icon')).not.toBeNull()
  })

  it('MUST say of an alert that outlasts its cause what is true of its count now', () => {
    const { clock, fail, show } = setUp()
    fail('AUTH_002', 2)
    fail('RATE_001', 4)
    clock.sleep(MINUTE)
    fail('AUTH_002', 9)
    fail('RATE_001', 37)
    clock.sleep(59 * MINUTE)
    show()
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      'RATE_001: 37 in the last hour, more than the threshold of 20.',
      'AUTH_002: 9 in the last hour, not yet well below the threshold of 10.',
    ])
  })

  it('of a threshold that is just reached says that it is not passed', () => {
    const { clock, fail, show } = setUp()
    fail('AUTH_002')
    clock.sleep(MINUTE)
    fail('AUTH_002', 10)
    clock.sleep(59 * MINUTE)
    show()
    expect(screen.getByRole('listitem')).toHaveTextContent(
      'AUTH_002: 10 in the last hour, not yet well below the threshold of 10.',
    )
  })

  it('MUST say in words that nothing failed, nothing was tried and nothing is held back', () => {
    setUp().show()
    for (const text of [
      'No threshold is passed.',
      'Nothing has failed in the last hour.',
      'No recovery was tried in the last hour.',
      'Calls to every server go out.',
    ])
      expect(screen.getByText(text)).toBeVisible()
    expect(screen.queryByRole('img')).toBeNull()
  })

  it('MUST tell what helped from what was tried, and held back from sent, by shape and not by colour alone', () => {
    const { clock, circuit, show } = anHour()
    circuit('open')
    clock.sleep(MINUTE)
    show()
    const [, recoveries, strip] = screen.getAllByRole('img')
    const bars = (name: string) => recoveries?.querySelectorAll(`.rc-health-${name}`).length
    expect([bars('all'), bars('filled')]).toEqual([2, 2])
    const heights = Array.from(strip?.querySelectorAll('rect') ?? [], (part) => [
      part.getAttribute('data-state'),
      part.getAttribute('height'),
    ])
    expect(heights).toEqual([
      ['closed', '2'],
      ['open', '10'],
      ['closed', '2'],
      ['open', '10'],
    ])
  })

  it('knows nothing of a circuit before its first change, so that it was closed', () => {
    const circuit = {
      origin: API,
      state: 'half_open',
      since: 7,
      changes: [
        { at: 3, to: 'open' },
        { at: 7, to: 'half_open' },
      ],
    } as const
    expect(stretchesOf(circuit, 0, 10)).toEqual([
      { from: 0, until: 3, state: 'closed' },
      { from: 3, until: 7, state: 'open' },
      { from: 7, until: 10, state: 'half_open' },
    ])
    expect(stretchesOf(circuit, 5, 6)).toEqual([{ from: 5, until: 6, state: 'open' }])
  })
})

describe('for everybody', () => {
  it('MUST announce nothing by itself while figures change', () => {
    const { container } = anHour().show()
    expect(
      container.querySelector('[aria-live], [role="alert"], [role="status"], [role="log"], output'),
    ).toBeNull()
  })

  it('MUST take other words, the figures and times of their language, and any level of heading', () => {
    const { fail, show } = setUp({
      headingLevel: 3,
      texts: {
        tag: 'de',
        title: 'Anmeldung',
        summary: (window, minutes, hour) => `${window}/${minutes}/${hour}`,
      },
    })
    fail('AUTH_003', 1_234)
    show()
    expect(screen.getByRole('heading', { level: 3, name: 'Anmeldung' })).toBeVisible()
    expect(screen.getAllByRole('heading', { level: 4 })).toHaveLength(3)
    expect(screen.getByText('1.234/5/1.234')).toBeVisible()
    const panel = screen.getByRole('region', { name: 'Anmeldung' })
    expect([panel.lang, panel.dir]).toEqual(['de', 'ltr'])
    expect(screen.getByRole('img').getAttribute('aria-label')).toContain('from 09:32 to 10:32: at most 1.234')
  })

  it('MUST have no style of its own in the markup, as a strict CSP asks', () => {
    const { monitor, show } = anHour()
    const { container } = show()
    expect(container.querySelectorAll('[style], style')).toHaveLength(0)
    expect(container.innerHTML).toContain('<svg')
    for (const html of [container.innerHTML, renderToString(<AuthHealthPanel monitor={monitor} />)])
      expect(html).not.toMatch(/\sstyle=|<style|<script|\son[a-z]+=/)
  })

  it('has no finding of axe', async () => {
    const { container } = anHour().show()
    const { violations } = await axe.run(container, {
      rules: { region: { enabled: false }, 'color-contrast': { enabled: false } },
    })
    expect(violations.map(({ id }) => id)).toEqual([])
  })

  it.each([
    ['dana.secret@example.com', 'dana.secret'],
    ['eyJhbGciOiJub25lIn0.eyJzdWIiOiJkYW5hIn0.c2lnbmF0dXJlc2lnbg', 'eyJzdWIi'],
    ['Bearer dGhpc2lzYXNlY3JldHRva2Vu1', 'dGhpc2lz'],
    ['+4917112345678', '1711234'],
  ])('MUST show no secret, whatever an error carries', (secret, needle) => {
    const { monitor, fail, show } = setUp()
    fail(secret)
    const names = { at: 0, flowId: secret, recovery: secret as 'retry', code: secret, durationMs: 0 }
    monitor.onEvent({ type: 'recovery_finished', ...names, helped: true })
    monitor.onEvent({
      type: 'circuit_changed',
      at: 0,
      flowId: secret,
      origin: `https://u:${secret}@x.example/?${secret}`,
      to: 'open',
    })
    const { container } = show()
    expect(screen.getAllByRole('img')).toHaveLength(3)
    expect(container.innerHTML).not.toContain(needle)
  })

  it('nor whatever a server answers', () => {
    fc.assert(
      fc.property(fc.array(planted, { minLength: 10, maxLength: 10 }), (all) => {
        const { monitor } = setUp()
        for (const { input } of all) {
          const { code } = normalizeError(input)
          monitor.record({ code })
          monitor.onEvent({
            ...{ type: 'recovery_finished', at: 0, flowId: 'f', recovery: 'retry', code },
            ...{ durationMs: 0, helped: true },
          } as const)
        }
        const { container, unmount } = render(<AuthHealthPanel monitor={monitor} />)
        const html = container.innerHTML
        unmount()
        expect(html).toContain('<svg')
        // Coordinates are no codes.
        const read = html.replace(/ (x|y|width|height|viewBox)="[^"]*"/g, '')
        for (const needle of all.flatMap(({ needles }) => needles)) expect(read).not.toContain(needle)
      }),
      { numRuns: 30 },
    )
  })

  it.each([{ wrap: (ui: ReactNode) => ui }, { wrap: (ui: ReactNode) => <StrictMode>{ui}</StrictMode> }])(
    'MUST render its title alone on a server, and all else once a page has taken over',
    async ({ wrap }) => {
      const complaints = vi.spyOn(console, 'error')
      const recovered: unknown[] = []
      const server = anHour()
      const { clock, monitor, fail } = setUp()
      clock.sleep(2 * HOUR)
      fail('AUTH_002', 3)
      const container = document.createElement('div')
      document.body.append(container)
      container.innerHTML = renderToString(wrap(<AuthHealthPanel monitor={server.monitor} />))
      expect(container.textContent).toBe('Authentication health')
      const root = await act(async () =>
        hydrateRoot(container, wrap(<AuthHealthPanel monitor={monitor} />), {
          onRecoverableError: (error) => void recovered.push(error),
        }),
      )
      expect(screen.getByText('Errors: 3 in the last 5 minutes, 3 in the last hour.')).toBeVisible()
      expect(screen.getByRole('img').getAttribute('aria-label')).toMatch(/to 12:32.PM/)
      expect(complaints.mock.calls).toEqual([])
      expect(recovered).toEqual([])
      act(() => root.unmount())
      container.remove()
      complaints.mockRestore()
    },
  )

  it('MUST let go of the monitor when it is unmounted', () => {
    const { clock, show } = setUp()
    const { unmount } = show()
    expect(clock.pending).toBe(1)
    unmount()
    expect(clock.pending).toBe(0)
  })
})
