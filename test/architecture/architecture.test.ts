import { describe, expect, it } from 'vitest'
import { findCycle, reachableFrom, type SourceFile, sourceTree } from './source-tree.js'

/** Which folders of `src` a folder may import from, besides itself. */
const MAY_IMPORT: Record<string, string[]> = {
  errors: [],
  events: ['errors'],
  messages: ['errors'],
  http: ['errors', 'events'],
  ciba: ['errors', 'events', 'http'],
  session: ['errors', 'events', 'http'],
  systems: ['errors', 'events', 'http', 'ciba', 'session'],
  observe: ['errors', 'events'],
  machine: ['errors', 'events', 'http', 'ciba'],
  react: ['errors', 'events', 'messages', 'http', 'ciba', 'session', 'observe', 'machine'],
  components: ['errors', 'messages', 'react'],
  server: ['errors', 'events', 'http', 'ciba'],
  testing: ['errors', 'events', 'messages', 'http', 'ciba', 'machine'],
}

/** Packages by layer; whatever is not named here is allowed nowhere. */
const PACKAGES: Record<string, RegExp> = {
  machine: /^xstate$/,
  react: /^(react|xstate|@xstate\/react|@tanstack\/react-query)$/,
  components: /^(react|lean-qr(\/extras\/svg)?)$/,
  server: /^(openid-client|cookie)$/,
}

const files = sourceTree()
const folders = [...new Set(files.map(({ layer }) => layer))].filter((layer) => layer !== '')
const file = (path: string, imports: string[]): SourceFile => ({
  path,
  layer: '',
  lines: 1,
  text: '',
  imports,
  packages: [],
})

describe('the layers', () => {
  it('are the known ones', () => {
    expect(folders.filter((layer) => !(layer in MAY_IMPORT))).toEqual([])
  })

  it.each(folders)('%s imports only from the layers below it', (layer) => {
    const allowed = [layer, ...(MAY_IMPORT[layer] ?? [])]
    const wrong = files
      .filter((source) => source.layer === layer)
      .flatMap(({ path, imports }) =>
        imports
          .filter((target) => !allowed.includes(target.split('/')[0] ?? ''))
          .map((target) => `${path} -> ${target}`),
      )
    expect(wrong).toEqual([])
  })

  it.each(folders)('%s imports only the packages that are its business', (layer) => {
    const wrong = files
      .filter((source) => source.layer === layer)
      .flatMap(({ path, packages }) =>
        packages.filter((name) => !PACKAGES[layer]?.test(name)).map((name) => `${path} -> ${name}`),
      )
    expect(wrong).toEqual([])
  })

  it('have no import cycle, types included', () => {
    expect(findCycle([file('a.ts', ['b.ts']), file('b.ts', ['c.ts']), file('c.ts', ['b.ts'])])).toEqual([
      'b.ts',
      'c.ts',
      'b.ts',
    ])
    expect(findCycle(files)).toEqual([])
  })
})

describe('the entries', () => {
  const packagesOf = (entry: string) =>
    new Set(reachableFrom(files, entry).flatMap(({ packages }) => packages))

  it('core knows no React', () => {
    expect([...packagesOf('core.ts')].sort()).toEqual(['xstate'])
  })

  it('banner needs React alone', () => {
    const runtime = reachableFrom(files, 'banner.ts').filter(({ path }) => path !== 'public-types.ts')
    const drawn = new Set(
      runtime.filter(({ layer }) => /^(react|components)$/.test(layer)).flatMap((f) => f.packages),
    )
    expect([...drawn]).toEqual(['react'])
  })

  it('the QR code is drawn by an entry of its own, with React and its library alone', () => {
    expect([...packagesOf('qr.ts')].sort()).toEqual(['lean-qr', 'lean-qr/extras/svg', 'react'])
    expect([...packagesOf('index.ts')].filter((name) => name.startsWith('lean-qr'))).toEqual([])
  })

  it('testing needs no Node and no React', () => {
    expect([...packagesOf('testing.ts')].filter((name) => name !== 'xstate')).toEqual([])
  })
})

describe('the files', () => {
  it('are at most 300 lines long, half of them at most 80', () => {
    expect(files.filter(({ lines }) => lines > 301).map(({ path, lines }) => `${path}: ${lines}`)).toEqual([])
    const lengths = files.map(({ lines }) => lines).sort((a, b) => a - b)
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(80)
  })

  it('have names that say something: no utils, no helpers, no inner index', () => {
    const wrong = files.filter(({ path }) =>
      /(^|\/)(utils?|helpers?|misc|common)\.tsx?$|\/index\.tsx?$/.test(path),
    )
    expect(wrong.map(({ path }) => path)).toEqual([])
  })

  it('have no any, no ts-ignore, no note of work to do', () => {
    const wrong = files.filter(({ text }) =>
      /(:|<|\bas) any\b|@ts-(ignore|expect-error)|\bTODO\b|\bFIXME\b/.test(text),
    )
    expect(wrong.map(({ path }) => path)).toEqual([])
  })

  it('that use React hooks or context say "use client" first', () => {
    const wrong = files
      .filter(({ layer }) => layer === 'react' || layer === 'components')
      .filter(({ text }) => !text.startsWith("'use client'"))
    expect(wrong.map(({ path }) => path)).toEqual([])
  })
})
