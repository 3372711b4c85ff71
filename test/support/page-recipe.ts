import { readFileSync } from 'node:fs'

/** The first sample below a heading of a page of the documentation. */
export function recipeOf(page: string, heading: string): string {
  const text = readFileSync(`stories/${page}.mdx`, 'utf8')
  const part = text.split(/^## /m).find((section) => section.startsWith(`${heading}\n`)) ?? ''
  const code = /^```tsx?\n([\s\S]*?)^```$/m.exec(part)?.[1]
  if (code === undefined) throw new Error(`stories/${page}.mdx has no sample below "${heading}"`)
  return code
}
