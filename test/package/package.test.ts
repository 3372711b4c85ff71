import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { bundle, PEERS } from './bundle.js'

const run = promisify(execFile)

beforeAll(() => {
  if (!existsSync('dist/index.js')) throw new Error('There is no dist: run npm run build first')
})

const filesOf = (folder: string, ending: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => name.replaceAll('\\', '/'))

describe('the built package', () => {
  it('is accepted by publint', async () => {
    const { stdout } = await run('npx', ['--no-install', 'publint', '--strict'])
    expect(stdout).toContain('All good!')
  })

  it('has types that resolve from ESM and from bundlers', async () => {
    const arguments_ = ['attw', '--pack', '.', '--profile', 'esm-only', '--exclude-entrypoints', 'styles.css']
    // It ends with an error, and so rejects, where an entry does not resolve.
    const { stdout } = await run('npx', ['--no-install', ...arguments_])
    expect(stdout).toContain('react-ciba/banner')
  })

  it('keeps "use client" at the top of each client module', () => {
    const client = [...filesOf('src/react', '.tsx'), ...filesOf('src/react', '.ts')].map(
      (name) => `react/${name}`,
    )
    const seen = [...client, ...filesOf('src/components', '.tsx').map((name) => `components/${name}`)]
    expect(seen.length).toBeGreaterThan(15)
    for (const name of seen) {
      const built = join('dist', name.replace(/\.tsx?$/, '.js'))
      // A module of types alone leaves nothing behind.
      if (existsSync(built)) expect(readFileSync(built, 'utf8').startsWith('"use client"'), built).toBe(true)
    }
  })

  it('has every file that its exports name', () => {
    const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      exports: Record<string, string | Record<string, string>>
    }
    const named = Object.values(exports).flatMap((target) =>
      typeof target === 'string' ? [target] : Object.values(target),
    )
    for (const target of named) expect(existsSync(target.replace('*', 'en')), target).toBe(true)
  })

  it.each(['index', 'banner', 'core', 'server', 'testing'])(
    '%s can be imported where there is no window',
    async (name) => {
      const script = `import(${JSON.stringify(`./dist/${name}.js`)}).then((m) => console.log(Object.keys(m).length))`
      const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script])
      expect(Number(stdout)).toBeGreaterThan(0)
    },
  )

  it.each(['banner', 'index'])(
    'an app that takes the banner alone from %s gets neither machine nor queries',
    async (entry) => {
      const { text } = await bundle(`export { AuthErrorBanner } from './dist/${entry}.js'`)
      expect(text).toContain('auth-error-banner')
      expect(text).not.toMatch(/untilTimeout|mutationCache/i)
    },
  )
})

/**
 * Bytes at most: gzip, minified, React external. Where the figure is above the goal, the goal stands beside it: it may
 * come down and must not go up.
 */
const CEILINGS: [what: string, code: string, external: string[], most: number][] = [
  ['normalizeError', "export { normalizeError } from './dist/core.js'", [], 4_000],
  [
    'createCibaController (goal 8 000)',
    "export { createCibaController } from './dist/core.js'",
    ['xstate'],
    9_400,
  ],
  ['useCibaAuth', "export { useCibaAuth } from './dist/index.js'", PEERS, 10_000],
  ['AuthErrorBanner (goal 7 000)', "export { AuthErrorBanner } from './dist/banner.js'", [], 7_500],
  ['the whole UI (goal 16 000)', "export * from './dist/index.js'", PEERS, 19_000],
  [
    'the drop-in, everything in',
    "export { bff, CibaProvider, CibaSignIn } from './dist/index.js'",
    [],
    42_000,
  ],
]

describe('sizes', () => {
  it.each(CEILINGS)('%s does not grow', async (_what, code, external, most) => {
    expect((await bundle(code, external)).gzip).toBeLessThanOrEqual(most)
  })

  it('the CSS stays within 3 kB', () => {
    expect(gzipSync(readFileSync('dist/styles.css'), { level: 9 }).length).toBeLessThanOrEqual(3_000)
  })
})
