import { getStateNodes } from '@xstate/graph'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { ADVICE } from '../../src/errors/advice.js'
import { helpSlugOf } from '../../src/errors/codes/help-slug.js'
import { authError } from '../../src/errors/normalize.js'
import { ENGLISH_ERRORS } from '../../src/messages/english-errors.js'
import type { AuthErrorKind } from '../../src/errors/vocabulary.js'
import { ErrorsReference, FurtherHelp, StatusTable } from '../../stories/docs-blocks/errors-reference.js'
import { SYSTEMS } from '../../stories/docs-blocks/known-errors.js'
import { chartOf, flowMachine } from '../../stories/docs-blocks/machine-chart.js'
import { PageList } from '../../stories/docs-blocks/page-list.js'
import { StateChart } from '../../stories/docs-blocks/state-chart.js'
import { MovesTable, StatesTable } from '../../stories/docs-blocks/state-tables.js'

const page = (name: string) => readFileSync(join('stories', `${name}.mdx`), 'utf8')
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')
const isKnownCode = (code: string) => SYSTEMS.some(({ codes }) => codes.some((known) => known.code === code))
const idsIn = (markup: string) => all(markup, / id="([^"]+)"/g)

describe('the page of the flow', () => {
  const FLOW = page('the-flow')
  const charts = all(FLOW, /<StateChart of="([\w.]+)"/g)
  const drawn = charts.flatMap((of) =>
    all(renderToStaticMarkup(createElement(StateChart, { of, label: of })), /data-state="(\w+)"/g).map(
      (name) => `${of}.${name}`,
    ),
  )
  const nodes = getStateNodes(flowMachine)

  it('draws every state of the machine, and no other', () => {
    // The regions themselves are the charts.
    const states = nodes.map(({ path }) => path.join('.')).filter((path) => path.includes('.'))
    expect(states.length).toBeGreaterThan(25)
    expect(drawn.sort()).toEqual(states.sort())
  })

  it('has a list of moves for each chart', () => {
    expect(all(FLOW, /<MovesTable of="([\w.]+)"/g)).toEqual(charts)
  })

  it('tells every transition of the machine that leads to another state', () => {
    const told = new Set(
      charts.flatMap((of) =>
        chartOf(of).states.flatMap(({ name, moves }) => moves.map((move) => `${of}.${name} ${move.target}`)),
      ),
    )
    for (const node of nodes)
      for (const { target } of [...node.definition.transitions, ...(node.always ?? [])])
        for (const { path } of target ?? []) {
          const of = node.path.slice(0, -1)
          const common = of.filter((part, index) => path[index] === part)
          const inner = common.length === of.length
          const to = inner ? path[of.length] : path.slice(1).join('.')
          if (node.path.length > 1) expect(told).toContain(`${node.path.join('.')} ${to}`)
        }
  })

  it('says of every line of a chart what the list of moves says', () => {
    for (const of of charts) {
      const list = renderToStaticMarkup(createElement(MovesTable, { of }))
      for (const { moves } of chartOf(of).states)
        for (const { label, target } of moves) {
          expect(list).toContain(`<code>${label}</code>`)
          expect(list).toContain(`<code>${target}</code>`)
        }
    }
  })

  it('names every tag that allows something', () => {
    const table = renderToStaticMarkup(createElement(StatesTable))
    const tags = nodes
      .flatMap((node) => node.tags)
      .filter((tag) => !/^(over|checking|asking|finishing|offline)$/.test(tag))
    for (const tag of new Set(tags)) expect(table).toContain(`<code>${tag}</code>`)
  })
})

describe('the page of errors', async () => {
  const parts = [ErrorsReference, FurtherHelp, StatusTable]
  const markup = parts.map((part) => renderToStaticMarkup(createElement(part))).join('')
  const ids = idsIn(markup)

  const tables: [string, object][] = []
  for (const file of readdirSync('src/errors/codes')) {
    const module = (await import(`../../src/errors/codes/${basename(file, '.ts')}.ts`)) as object
    for (const [name, value] of Object.entries(module))
      if (name.endsWith('_CODES')) tables.push([name, value as object])
  }

  it.each(tables)('has each code of %s, once', (_name, table) => {
    for (const code of Object.keys(table)) {
      const named = ids.filter((id) => id.endsWith(`-${code}`))
      expect(named, code).not.toEqual([])
      expect(markup).toContain(`<code>${code}</code>`)
    }
  })

  it.each(Object.keys(ADVICE) as AuthErrorKind[])('has the kind %s with its texts', (kind) => {
    const { title, explanation, advice } = ENGLISH_ERRORS.errors[kind]
    const entry = markup.slice(markup.indexOf(`id="${kind.replaceAll('_', '-')}"`)).split('</article>')[0]
    expect(entry).toContain(title)
    expect(entry).toContain(`${explanation} ${advice}`.replaceAll("'", '&#x27;'))
    expect(entry).toContain(ADVICE[kind].split(' ')[0])
    expect(entry).toContain(ADVICE[kind].split(' ')[1])
    expect(entry).toContain(/retryable$/.test(ADVICE[kind]) ? 'may succeed later' : '<dd>no</dd>')
  })

  it('has an anchor for each help link that the library makes, and no anchor twice', () => {
    for (const [, table] of tables)
      for (const code of Object.keys(table)) {
        const slug = helpSlugOf(authError(code))
        expect(ids).toContain(slug)
        expect(ids).toContain(`/${slug}`)
      }
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('leads nowhere that is not there', () => {
    for (const anchor of all(markup, /href="#([^"]+)"/g)) expect(ids).toContain(anchor)
  })
})

describe('the page of troubleshooting', () => {
  const symptoms = page('troubleshooting').split(/^### /m).slice(1)
  const EVENTS = ['transition', 'request_started', 'request_finished', 'callback_failed']
  const OPERATIONS = ['resume', 'initiate', 'poll', 'verifyTotp', 'cancel', 'session', 'signOut']
  const ANSWERS = ['ok', 'pending', 'slow_down', 'approved', 'none', 'not_found', 'HTTP_404', 'HTTP_429']
  const MEMBERS = ['error.retryAt', 'requestId']

  it('has a dozen symptoms and more', () => {
    expect(symptoms.length).toBeGreaterThanOrEqual(12)
  })

  it.each(symptoms.map((text) => [text.split('\n')[0] ?? '', text] as const))(
    '%s: what to look at, the event that shows it, what to send',
    (_title, text) => {
      expect(text).toMatch(/^1\. /m)
      expect(text).toMatch(/^\*\*Send:\*\* \S/m)
      const event = /^\*\*Event:\*\* ([\s\S]*?)^\*\*Send/m.exec(text)?.[1] ?? ''
      expect(event).not.toBe('')
      for (const word of all(event, /`([^`]+)`/g)) {
        const known = [...EVENTS, ...OPERATIONS, ...ANSWERS, ...MEMBERS].includes(word)
        // An outcome is a code that the library knows.
        expect(known || isKnownCode(word), word).toBe(true)
      }
    },
  )
})

it('the page of Nexla says in which order to look', () => {
  const steps =
    page('nexla')
      .split(/^## /m)
      .find((part) => part.startsWith('Where to look')) ?? ''
  const order = ['response', 'credentials', 'permissions', 'logs', 'endpoint']
  expect(all(steps, /^(\d\. \*\*.+?)\.\*\* \S/gm)).toEqual([
    ...order.map((name, index) => `${index + 1}. **The ${name}`),
    '6. **Support',
  ])
})

describe('the pages', () => {
  const names = readdirSync('stories').filter((name) => name.endsWith('.mdx'))
  const titles = names.map(
    (name) => /<Meta title="([^"]+)"/.exec(readFileSync(join('stories', name), 'utf8'))?.[1] ?? '',
  )
  const ids = titles.map((title) => title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'))

  it.each(names)('%s leads to no page that is not there', (name) => {
    const text = readFileSync(join('stories', name), 'utf8')
    for (const id of all(text, /\(\?path=\/docs\/([\w-]+)--docs\)/g)) expect(ids).toContain(id)
  })

  it('are all listed on the first', () => {
    const list = renderToStaticMarkup(createElement(PageList, { about: {} }))
    for (const id of ids) if (id !== 'getting-started') expect(list).toContain(`?path=/docs/${id}--docs`)
  })

  it('stand in the order of the sidebar', () => {
    const order =
      /order: \[([\s\S]*?)\n {8}\]/.exec(readFileSync('.storybook/preview.tsx', 'utf8'))?.[1] ?? ''
    for (const title of titles) expect(order).toContain(`'${title}'`)
  })
})
