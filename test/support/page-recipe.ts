import { readFileSync } from 'node:fs'
import ts from 'typescript'

/** The first sample below a heading of a page of the documentation. */
export function recipeOf(page: string, heading: string): string {
  const text = readFileSync(`stories/${page}.mdx`, 'utf8')
  const part = text.split(/^## /m).find((section) => section.startsWith(`${heading}\n`)) ?? ''
  const code = /^```tsx?\n([\s\S]*?)^```$/m.exec(part)?.[1]
  if (code === undefined) throw new Error(`stories/${page}.mdx has no sample below "${heading}"`)
  return code
}

/** Runs the sample as an app would, with these in the place of what a page or a package gives. */
export function runRecipe(
  page: string,
  heading: string,
  { given = {}, packages }: { given?: Record<string, unknown>; packages: Record<string, unknown> },
): Record<string, unknown> {
  const { outputText } = ts.transpileModule(recipeOf(page, heading), {
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      jsx: ts.JsxEmit.ReactJSX,
    },
  })
  const exports: Record<string, unknown> = {}
  const names = ['require', 'exports', ...Object.keys(given)]
  new Function(...names, outputText)((name: string) => packages[name], exports, ...Object.values(given))
  return exports
}
