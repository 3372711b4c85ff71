import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')

const filesBelow = (folder: string, named: RegExp) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => named.test(path))
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

/** `it('…')`, `test('…')`, and `it.each(…)('…')`, in which no placeholder can stand. */
function isTest(node: ts.CallExpression): boolean {
  const { expression: callee } = node
  if (ts.isIdentifier(callee)) return callee.text === 'it' || callee.text === 'test'
  return ts.isCallExpression(callee) && /^(it|test)\.each$/.test(callee.expression.getText())
}

/** The titles of the tests of a file, and the names of its stories. */
function titlesIn(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const titles: string[] = []
  const visit = (node: ts.Node) => {
    const title =
      ts.isCallExpression(node) && isTest(node)
        ? node.arguments[0]
        : ts.isPropertyAssignment(node) && node.name.getText() === 'name' && /\.stories\./.test(path)
          ? node.initializer
          : undefined
    if (title && ts.isStringLiteralLike(title)) titles.push(title.text)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return titles
}

const specs = filesBelow('src', /\.spec\.md$/).map((path) => {
  const items = read(path).match(/^\d+\..*$/gm) ?? []
  return { path, text: read(path), musts: items.map((item) => item.replace(/^\d+\. /, '')) }
})
const musts = specs.flatMap((spec) => spec.musts)
const quoted = [...filesBelow('test', /\.test\.tsx?$/), ...filesBelow('stories', /\.stories\.tsx$/)]
  .flatMap((path) => titlesIn(path, read(path)))
  .filter((title) => title.startsWith('MUST '))

describe('the specs of components', () => {
  it.each(specs)('$path is a sentence of purpose and a numbered list of MUSTs', ({ text, musts }) => {
    const [heading, purpose, ...list] = text.trim().split(/\n+/)
    expect(heading).toMatch(/^# [a-z-]+$/)
    expect(purpose).toMatch(/^[A-Z].*\.$/)
    expect(list).toEqual(musts.map((must, index) => `${index + 1}. ${must}`))
    for (const must of musts) expect(must).toMatch(/^MUST [^.]*$/)
  })

  it.each(specs)('each MUST of $path is the title of a test', ({ musts }) => {
    expect(musts.filter((must) => !quoted.includes(must))).toEqual([])
  })

  it('each test titled MUST is in a spec, and no MUST is in two', () => {
    expect(quoted.filter((title) => !musts.includes(title))).toEqual([])
    expect(musts.filter((must, index) => musts.indexOf(must) !== index)).toEqual([])
  })

  it('are linked from CONTRIBUTING.md', () => {
    const contributing = read('CONTRIBUTING.md')
    expect(specs.filter(({ path }) => !contributing.includes(`](${path})`))).toEqual([])
    expect(specs.length).toBeGreaterThan(0)
  })

  it('count a test that runs, and nothing that only looks like one', () => {
    const text = [
      "it('MUST a', () => {})",
      "it.each([1])('MUST b', () => {})",
      "it.skip('MUST c', () => {})",
      "describe('MUST d', () => {})",
      "// it('MUST e', () => {})",
      "const story = { name: 'MUST f' }",
    ].join('\n')
    expect(titlesIn('a.test.ts', text)).toEqual(['MUST a', 'MUST b'])
    expect(titlesIn('a.stories.tsx', text)).toEqual(['MUST a', 'MUST b', 'MUST f'])
  })
})
