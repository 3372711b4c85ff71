import { join } from 'node:path'
import ts from 'typescript'

export interface Source {
  /** Where it would stand: beside the package, so that `react-ciba` is what was built. */
  path: string
  code: string
}

export interface Complaint {
  path: string | undefined
  /** From 0. */
  line: number
  text: string
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  jsx: ts.JsxEmit.ReactJSX,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: ['node', 'vite/client'],
  strict: true,
  noUncheckedIndexedAccess: true,
  noUnusedLocals: true,
  noEmit: true,
}

/** The types of React 18 in the place of those of 19, for the libraries too. */
export const REACT_18: ts.CompilerOptions = {
  paths: Object.fromEntries(
    ['react', 'react/jsx-runtime'].map((name) => [
      name,
      [join(process.cwd(), 'node_modules/@types', name.replace('react', 'react-18'))],
    ]),
  ),
}

/** What an app's own code imports and this package does not install. */
const ELSEWHERE: Source = {
  path: join(process.cwd(), 'elsewhere.d.ts'),
  code: "declare module 'next/navigation' { export function useRouter(): { refresh(): void } }",
}

/** What the compiler of an app that is built with Vite says of these, not of what they use, and every file that it read. */
export function compile(sources: readonly Source[], more: ts.CompilerOptions = {}) {
  const options = { ...OPTIONS, ...more }
  const byPath = new Map([ELSEWHERE, ...sources].map((source) => [source.path, source]))
  const host = ts.createCompilerHost(options)
  const { fileExists, readFile, getSourceFile } = host
  host.fileExists = (path) => byPath.has(path) || fileExists(path)
  host.readFile = (path) => byPath.get(path)?.code ?? readFile(path)
  host.getSourceFile = (path, ...rest) => {
    const source = byPath.get(path)
    if (source === undefined) return getSourceFile(path, ...rest)
    // A module each: one without an import would share its names with the others.
    const code = source === ELSEWHERE ? source.code : `${source.code}\nexport {}\n`
    return ts.createSourceFile(path, code, ts.ScriptTarget.ES2022)
  }
  const program = ts.createProgram([...byPath.keys()], options, host)
  const complaints = [
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...sources.flatMap(({ path }) => {
      const file = program.getSourceFile(path)
      return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]
    }),
  ].map(
    ({ file, start = 0, messageText }): Complaint => ({
      path: file?.fileName,
      line: file?.getLineAndCharacterOfPosition(start).line ?? 0,
      text: ts.flattenDiagnosticMessageText(messageText, '\n'),
    }),
  )
  return { complaints, files: program.getSourceFiles().map(({ fileName }) => fileName) }
}
