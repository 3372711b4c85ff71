import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { compile, REACT_18, type Source } from './compile.js'

beforeAll(() => {
  if (!existsSync('dist/index.d.ts')) throw new Error('There is no dist: run npm run build first')
})

interface Snippet extends Source {
  /** The page, and the line of the page before the first of the code. */
  page: string
  line: number
}

const snippets: Snippet[] = readdirSync('stories')
  .filter((name) => name.endsWith('.mdx'))
  .flatMap((page) => {
    const text = readFileSync(join('stories', page), 'utf8')
    return [...text.matchAll(/^```(tsx?)\n([\s\S]*?)^```$/gm)].map(([, language = '', code = ''], index) => ({
      path: join(process.cwd(), `${page}-${index}.${language}`),
      page,
      line: text.slice(0, text.indexOf(code)).split('\n').length - 1,
      code,
    }))
  })

const byPath = new Map(snippets.map((snippet) => [snippet.path, snippet]))

it.each([
  ['19', {}],
  ['18', REACT_18],
])('every snippet of the pages compiles against the built package, with the types of React %s', (_, more) => {
  expect(snippets.length).toBeGreaterThan(10)
  const { complaints } = compile(snippets, more)
  const said = complaints.map(({ path, line, text }) => {
    const snippet = byPath.get(path ?? '')
    return `${snippet ? `stories/${snippet.page}:${snippet.line + line + 1}` : path}: ${text}`
  })
  expect(said).toEqual([])
})
