import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { beforeAll, expect, it } from 'vitest'

beforeAll(() => {
  if (!existsSync('dist/index.d.ts')) throw new Error('There is no dist: run npm run build first')
})

interface Snippet {
  /** Where it would stand: beside the package, so that `react-ciba` is what was built. */
  path: string
  /** The page, and the line of the page before the first of the code. */
  page: string
  line: number
  code: string
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

/** What a snippet imports and this package does not install. */
const ELSEWHERE = {
  path: join(process.cwd(), 'elsewhere.d.ts'),
  code: `declare module 'next/navigation' { export function useRouter(): { refresh(): void } }
    declare module '@sentry/browser' {
      type SeverityLevel = 'fatal' | 'error' | 'warning' | 'log' | 'info' | 'debug'
      interface Breadcrumb {
        category?: string; level?: SeverityLevel; message?: string; data?: Record<string, unknown>; timestamp?: number
      }
      export function addBreadcrumb(breadcrumb: Breadcrumb): void
    }`,
}

/** What the compiler of an app that is built with Vite says of each. */
function complaints(): string[] {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    jsx: ts.JsxEmit.ReactJSX,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: ['node', 'vite/client'],
    strict: true,
    noUncheckedIndexedAccess: true,
    noUnusedLocals: true,
    skipLibCheck: true,
    noEmit: true,
  }
  const byPath = new Map(snippets.map((snippet) => [snippet.path, snippet]))
  const host = ts.createCompilerHost(options)
  const { fileExists, readFile, getSourceFile } = host
  host.fileExists = (path) => byPath.has(path) || fileExists(path)
  host.readFile = (path) => byPath.get(path)?.code ?? readFile(path)
  host.getSourceFile = (path, ...rest) => {
    const snippet = byPath.get(path)
    // A module each: one without an import would share its names with the others.
    if (path === ELSEWHERE.path) return ts.createSourceFile(path, ELSEWHERE.code, ts.ScriptTarget.ES2022)
    if (snippet) return ts.createSourceFile(path, `${snippet.code}\nexport {}\n`, ts.ScriptTarget.ES2022)
    return getSourceFile(path, ...rest)
  }
  return ts
    .getPreEmitDiagnostics(ts.createProgram([ELSEWHERE.path, ...byPath.keys()], options, host))
    .map((diagnostic) => {
      const snippet = byPath.get(diagnostic.file?.fileName ?? '')
      const inner = diagnostic.file?.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line ?? 0
      const where = snippet
        ? `stories/${snippet.page}:${snippet.line + inner + 1}`
        : diagnostic.file?.fileName
      return `${where}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`
    })
}

it('every snippet of the pages compiles against the built package', () => {
  expect(snippets.length).toBeGreaterThan(10)
  expect(complaints()).toEqual([])
})
