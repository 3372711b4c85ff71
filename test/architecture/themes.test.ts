import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const FOLDER = 'stories/themes'
const themes = readdirSync(FOLDER)
const withoutComments = (css: string) => css.replace(/\/\*.*?\*\//gs, '')

const css = withoutComments(readFileSync('src/styles.css', 'utf8'))
const page = readFileSync('docs/properties.md', 'utf8')
const used = new Set(Array.from(css.matchAll(/var\((--rc-[\w-]+)/g), ([, name]) => name))
const rows = new Map(
  Array.from(page.matchAll(/^\| `(--rc-[\w-]+)` \| (.+?) \|/gm), ([, name, value]) => [name, value]),
)

/** What in a theme is more than documented properties, for elements that ask for it. */
function excessOf(theme: string): string[] {
  const blocks = Array.from(withoutComments(theme).matchAll(/([^{}]+)\{([^{}]*)\}/g))
  const rest = withoutComments(theme)
    .replace(/[^{}]+\{[^{}]*\}/g, '')
    .trim()
  return [
    ...(rest === '' ? [] : [rest]),
    ...blocks.flatMap(([, selector = '', declarations = '']) => [
      ...(/^\[data-look="[a-z]+"\]$/.test(selector.trim()) ? [] : [selector.trim()]),
      ...declarations
        .split(';')
        .map((declaration) => declaration.split(':', 1)[0]?.trim() ?? '')
        .filter((name) => name !== '' && name !== 'color-scheme' && !rows.has(name)),
    ]),
  ]
}

describe('the looks', () => {
  it.each(themes)('%s sets documented properties and nothing else', (file) => {
    expect(excessOf(readFileSync(join(FOLDER, file), 'utf8'))).toEqual([])
  })

  it('and the check sees what is more', () => {
    expect(excessOf('[data-look="x"] { --rc-radius: 0; color-scheme: dark }')).toEqual([])
    expect(excessOf('[data-look="x"] { --rc-no-such: 0 }')).toEqual(['--rc-no-such'])
    expect(excessOf('[data-look="x"] { color: red }')).toEqual(['color'])
    expect(excessOf('.rc-button { --rc-radius: 0 }')).toEqual(['.rc-button'])
    expect(excessOf('@media print { [data-look="x"] { --rc-radius: 0 } }')).not.toEqual([])
  })

  it('between them use every property', () => {
    const all = themes.map((file) => readFileSync(join(FOLDER, file), 'utf8')).join('')
    expect([...rows.keys()].filter((name) => !all.includes(`${name}:`))).toEqual([])
  })
})

describe('the table of properties', () => {
  it('has each property that the style sheet reads, and no other', () => {
    expect([...rows.keys()].sort()).toEqual([...used].sort())
  })

  it('has the colours that the style sheet falls back on', () => {
    const pairs = Array.from(css.matchAll(/var\((--rc-[\w-]+), light-dark\((#\w+), (#\w+)\)\)/g))
    expect(pairs).toHaveLength(12)
    for (const [, name, light, dark] of pairs) expect(rows.get(name), name).toBe(`\`${light}\` \`${dark}\``)
  })
})
