import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, it } from 'vitest'
import { ADVICE } from '../../src/errors/advice.js'
import { scenarios } from '../../src/testing/scenarios.js'
import * as bannerStories from '../../stories/auth-error-banner.stories.js'
import * as signInStories from '../../stories/ciba-sign-in.stories.js'
import * as codeStories from '../../stories/error-codes.stories.js'

const pascalCase = (name: string) =>
  name.replace(/(?:^|_)([a-z])/g, (_, first: string) => first.toUpperCase())

it('every scenario, and so every status, has a story', () => {
  expect(Object.keys(signInStories)).toEqual(expect.arrayContaining(Object.keys(scenarios).map(pascalCase)))
})

it('every kind of error has a banner story', () => {
  expect(Object.keys(bannerStories)).toEqual(expect.arrayContaining(Object.keys(ADVICE).map(pascalCase)))
})

it('every table of codes, and so every code, has a story', async () => {
  const { default: _meta, ...stories } = codeStories
  const shown = new Set<unknown>(Object.values(stories).map(({ args }) => args.table))
  const tables: string[] = []
  for (const file of readdirSync('src/errors/codes')) {
    const module = (await import(`../../src/errors/codes/${basename(file, '.ts')}.ts`)) as object
    for (const [name, value] of Object.entries(module)) {
      if (!name.endsWith('_CODES')) continue
      tables.push(name)
      expect(shown.has(value), name).toBe(true)
    }
  }
  expect(tables).toHaveLength(shown.size)
})
