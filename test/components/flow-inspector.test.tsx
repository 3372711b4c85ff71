import { getStateNodes } from '@xstate/graph'
import { act, render, screen } from '@testing-library/react'
import axe from 'axe-core'
import fc from 'fast-check'
import { renderToString } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { FlowInspector } from '../../src/components/flow-inspector.js'
import { CHART } from '../../src/components/inspector-chart.js'
import { CibaProvider } from '../../src/react/ciba-provider.js'
import { createStage } from '../../src/testing/stage.js'
import { failsWith } from '../../src/testing/scripted-client.js'
import { flowMachine } from '../../stories/docs-blocks/machine-chart.js'
import { planted } from '../errors/planted-secrets.js'
import { figure, HINT, lines, setUp, textOf } from '../support/inspector-harness.js'

const present = () => document.querySelectorAll('[aria-current]')
/** What people see of a state of the machine: statuses, since `totp` is one of two. */
function statusesOf([, name, inner]: readonly string[]): string[] {
  if (name === 'finding') return ['idle']
  if (name === 'totp') return inner === 'locked' ? ['locked'] : inner ? ['totp'] : ['totp', 'locked']
  return [name ?? '']
}

describe('the state', () => {
  it('MUST draw every status and all moves between them, as the machine has them', () => {
    const moves = new Set<string>()
    for (const node of getStateNodes(flowMachine).filter(({ path }) => path[0] === 'flow' && path[1]))
      for (const { target } of [...node.definition.transitions, ...(node.always ?? [])])
        for (const { path } of target ?? [])
          for (const from of statusesOf(node.path))
            for (const to of statusesOf(path)) if (from !== to) moves.add(`${from} ${to}`)
    // The tree has it from the present node, while the children of `totp` choose again by themselves.
    const drawn = Object.entries(CHART).flatMap(([from, { to }]) => to.map((target) => `${from} ${target}`))
    expect(drawn.sort()).toEqual([...moves].sort())

    setUp().show()
    const shown = [...document.querySelectorAll('[data-status]')].map((box) =>
      box.getAttribute('data-status'),
    )
    expect(shown).toEqual(Object.keys(CHART))
    expect(textOf(document.querySelector('[data-status="pushing"]') as Element)).toBe(
      'pushing→ leads to polling, failed, cancelled',
    )
  })

  it('MUST mark the present status and the one before it, in words and not by colour alone', async () => {
    const { show, start } = setUp()
    show()
    expect([...present()].map(textOf)).toEqual(['idlenow→ leads to pushing, polling'])
    await start()
    expect([...present()].map(textOf)).toEqual([expect.stringMatching(/^pollingnow, waiting→/)])
    expect(screen.getByText('before').closest('li')).toHaveAttribute('data-status', 'pushing')
  })

  it('MUST show the members of the view that say what comes next, and which verbs are possible', async () => {
    const { show, start, controller, clock } = setUp({
      initiate: [{ throws: { status: 503, headers: { 'retry-after': '42' }, body: {} } }],
    })
    show()
    await start()
    expect(figure('status')).toBe('failed')
    expect(figure('error')).toBe('unavailable · HTTP_503 · retry_later')
    expect(figure('can')).toBe('start, useTotp')
    const retryAt = screen.getByText('retryAt').nextElementSibling?.querySelector('time')
    expect(retryAt?.dateTime).toBe(new Date(clock.now() + 42_000).toISOString())
    expect(figure('expiresAt')).toBe('–')
    act(() => controller.reset())
    expect(figure('error')).toBe('–')
  })

  it('shows times that no date can be as the numbers they are', async () => {
    const { show, start, advance, controller } = setUp({
      initiate: [{ authReqId: 'r', expiresIn: 1e13, interval: 1e13 }],
      totp: [failsWith('too_many_retries', { retryAt: 2e16 })],
    })
    show()
    await start()
    expect(figure('expiresAt')).toMatch(/^no date: 1000\d{13}$/)
    expect(figure('startedAt')).toBe('10:30:00')
    act(() => controller.useTotp())
    act(() => controller.submitTotp('123456'))
    await advance(0)
    expect(figure('lockedUntil')).toBe('no date: 20000000000000000')
    expect(lines()[1]).toMatch(
      /the field opens by itself, at no date: 20000000000000000, as the server asked$/,
    )
  })
})

describe('the timeline', () => {
  it('MUST list what happened, newest first, each request once with its id, its time and its answer', async () => {
    const { show, start, advance } = setUp({ delayMs: 120 })
    show()
    await start()
    expect(lines().at(-1)).toMatch(/initiate: under way/)
    await advance(120)
    expect(lines()).toHaveLength(3)
    expect(lines()[0]).toMatch(/^\d\d:\d\d:\d\dpushing → polling$/)
    expect(lines()[1]).toMatch(/idle → pushing$/)
    expect(lines()[2]).toMatch(
      /^\d\d:\d\d:\d\dinitiate: ok120 ms · [\w-]{8,}⇒ waits for the person, and polls$/,
    )
  })

  it('MUST say of each answer what the flow decided, and why', async () => {
    const { show, start, advance } = setUp({
      poll: [
        'pending',
        { throws: { status: 503, headers: { 'retry-after': '10' }, body: {} } },
        failsWith('access_denied'),
      ],
    })
    show()
    await start(5_000)
    expect(lines()[0]).toMatch(/poll: pending.*⇒ asks again, at 10:30:10: nobody has answered yet$/)
    await advance(5_000)
    expect(lines()[0]).toMatch(
      /HTTP 503 · unavailable · recovery: retry_later.*asks again, at 10:30:20, as the server asked: unavailable may pass$/,
    )
    await advance(20_000)
    expect(lines()[1]).toMatch(/poll: access_denied.*⇒ ends: denied does not pass by waiting$/)
    expect(lines()[0]).toMatch(/polling → denied$/)
  })

  it('says of what ends why it does, and of what goes on by itself when it does', async () => {
    const push = setUp({ honoursKeys: true, initiate: [{ throws: new TypeError('Failed to fetch') }] })
    const { unmount } = push.show()
    await push.start()
    expect(lines()[1]).toMatch(/repeats the push, under the same key, at 10:30:0[23]: network may pass$/)
    await push.advance(60_000)
    expect(lines()[1]).toMatch(/⇒ ends: network may pass, but the flow does not repeat the push by itself$/)
    unmount()

    const code = setUp({ totp: [failsWith('too_many_retries')] })
    code.show()
    await code.start()
    act(() => code.controller.useTotp())
    act(() => code.controller.submitTotp('123456'))
    await code.advance(0)
    expect(lines()[1]).toMatch(/⇒ takes no code for now; the field opens by itself, at 10:30:30$/)
  })

  it('says that an answer past the end of the request came too late, and not that it does not pass', async () => {
    const { show, start } = setUp({
      delayMs: 3_000,
      initiate: [{ authReqId: 'r', expiresIn: 19, interval: 5 }],
    })
    show()
    await start(40_000)
    expect(lines()[1]).toMatch(/poll: pending.*⇒ ends: the time of the request is over$/)
    expect(lines()[2]).toMatch(/poll: pending.*⇒ asks again, at 10:30:20: nobody has answered yet$/)
  })

  it('MUST keep the last 200 entries and say how many were let go', async () => {
    const { show, start, controller, advance } = setUp()
    // It goes on recording while nobody looks, which takes a fraction of the time.
    show().unmount()
    for (let times = 1; times <= 51; times++) {
      await start()
      act(() => controller.reset())
      await advance(0)
    }
    show()
    expect(lines()).toHaveLength(200)
    expect(lines()[0]).toMatch(/cancelled → idle|cancel: ok/)
    expect(screen.getByText('106 older ones were let go.')).toBeVisible()
  })

  it('MUST forget the timeline on Clear, and keep the focus', async () => {
    const { show, start, user } = setUp()
    show()
    await start()
    await user.click(screen.getByRole('button', { name: 'Clear' }))
    expect(screen.queryByRole('log')).toBeNull()
    expect(screen.getByText('Nothing has happened since this was opened.')).toBeVisible()
    const clear = screen.getByRole('button', { name: 'Clear' })
    expect(clear).toHaveFocus()
    expect(clear).toHaveAttribute('aria-disabled', 'true')
  })

  it('MUST keep what happened while the panel is closed', async () => {
    const { show, start } = setUp()
    show().unmount()
    await start()
    show()
    expect(lines().at(-1)).toMatch(/initiate: ok/)
  })

  it('is of the flow of the provider around it, where none is given', async () => {
    const { controller, advance } = setUp()
    render(
      <CibaProvider controller={controller}>
        <FlowInspector />
      </CibaProvider>,
    )
    act(() => controller.start({ loginHint: HINT }))
    await advance(0)
    expect(lines()[0]).toMatch(/pushing → polling$/)
    expect(() => renderToString(<FlowInspector />)).toThrow(/needs a controller/)
  })
})

describe('for everybody', () => {
  it('MUST announce nothing of the flow by itself', async () => {
    const { show, start } = setUp()
    const { container } = show()
    await start()
    expect(screen.getByRole('log')).toHaveAttribute('aria-live', 'off')
    expect(
      container.querySelector('[role="alert"], [role="status"], [aria-live="polite"], output'),
    ).toBeNull()
  })

  it('MUST have no style of its own in the markup, as pages with a strict CSP ask', async () => {
    const { controller, client, start } = setUp()
    await start()
    const html = renderToString(<FlowInspector controller={controller} client={client} />)
    expect(html).toContain('Flow inspector')
    expect(html).not.toMatch(/\sstyle=|<style|<script|\son[a-z]+=/)
  })

  it('has no finding of axe', async () => {
    const { show, start } = setUp()
    const { container } = show(true)
    await start(20_000)
    const { violations } = await axe.run(container, {
      rules: { region: { enabled: false }, 'color-contrast': { enabled: false } },
    })
    expect(violations.map(({ id }) => id)).toEqual([])
  })

  it('MUST show no secret, whatever the system answers and the person enters', async () => {
    const KEY = 'planted-auth-req-id-4711'
    const CODE = '271828'
    await fc.assert(
      fc.asyncProperty(planted, async ({ input, needles }) => {
        const { controller, client, clock } = createStage({
          initiate: [{ authReqId: KEY, expiresIn: 300, interval: 5 }],
          poll: ['pending', { throws: input }],
          totp: [{ throws: input }],
        })
        const read = () => renderToString(<FlowInspector controller={controller} client={client} />)
        read()
        controller.start({ loginHint: HINT })
        await clock.advance(0)
        controller.useTotp()
        controller.submitTotp(CODE)
        await clock.advance(11_000)
        const html = read()
        expect(html).toContain('verifyTotp')
        for (const needle of [...needles, HINT, 'planted.person', KEY, CODE])
          expect(html).not.toContain(needle)
      }),
      { numRuns: 60 },
    )
  })
})
