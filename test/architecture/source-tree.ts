import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'

export interface SourceFile {
  /** Below `src`, with forward slashes: `machine/view.ts`. */
  path: string
  /** The folder of `src`; empty for an entry. */
  layer: string
  lines: number
  text: string
  /** Paths of the project's own files that it imports, types included. */
  imports: string[]
  /** Packages that it imports. */
  packages: string[]
}

const SRC = join(import.meta.dirname, '../../src')

function specifiersOf(path: string, text: string): string[] {
  const { importedFiles } = ts.preProcessFile(text, true, true)
  return [...new Set(importedFiles.map(({ fileName }) => fileName))].filter(
    (name) => name !== path && !name.endsWith('.css'),
  )
}

/** Every TypeScript file of `src`, with what it imports. */
export function sourceTree(): SourceFile[] {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => name.replaceAll('\\', '/'))
  const known = new Set(files)
  return files.map((path) => {
    const text = readFileSync(join(SRC, path), 'utf8')
    const specifiers = specifiersOf(path, text)
    const imports = specifiers
      .filter((name) => name.startsWith('.'))
      .map((name) => {
        const target = relative(SRC, join(SRC, dirname(path), name)).replaceAll('\\', '/')
        const found = [target.replace(/\.js$/, '.ts'), target.replace(/\.js$/, '.tsx')].find((file) =>
          known.has(file),
        )
        if (found === undefined) throw new Error(`${path} imports ${name}, which is not there`)
        return found
      })
    return {
      path,
      layer: path.includes('/') ? (path.split('/')[0] ?? '') : '',
      lines: text.split('\n').length,
      text,
      imports,
      packages: specifiers.filter((name) => !name.startsWith('.')),
    }
  })
}

/** The files of the first import cycle found, in order; empty where there is none. */
export function findCycle(files: SourceFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const done = new Set<string>()
  const visit = (path: string, trail: string[]): string[] => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path]
    if (done.has(path)) return []
    for (const next of byPath.get(path)?.imports ?? []) {
      const cycle = visit(next, [...trail, path])
      if (cycle.length > 0) return cycle
    }
    done.add(path)
    return []
  }
  for (const { path } of files) {
    const cycle = visit(path, [])
    if (cycle.length > 0) return cycle
  }
  return []
}

/** All files that a file draws in, itself included. */
export function reachableFrom(files: SourceFile[], start: string): SourceFile[] {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const seen = new Set<string>()
  const visit = (path: string) => {
    if (seen.has(path)) return
    seen.add(path)
    for (const next of byPath.get(path)?.imports ?? []) visit(next)
  }
  visit(start)
  return files.filter(({ path }) => seen.has(path))
}
