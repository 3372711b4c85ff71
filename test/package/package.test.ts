import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { bundle, bundledLocale, PEERS } from './bundle.js'

const run = promisify(execFile)

beforeAll(() => {
  if (!existsSync('dist/index.js')) throw new Error('There is no dist: run npm run build first')
})

const filesOf = (folder: string, ending: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => name.replaceAll('\\', '/'))

const TAGS = filesOf('src/messages/locales', '.ts').map((name) => name.replace('.ts', ''))

describe('the built package', () => {
  it('is accepted by publint', async () => {
    const { stdout } = await run('npx', ['--no-install', 'publint', '--strict'])
    expect(stdout).toContain('All good!')
  })

  it('has types that resolve from ESM and from bundlers', async () => {
    const arguments_ = [
      'attw',
      '--pack',
      '.',
      '--profile',
      'esm-only',
      '--exclude-entrypoints',
      'styles.css',
      'health.css',
      'devtools.css',
    ]
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
    for (const target of named)
      for (const tag of TAGS) expect(existsSync(target.replace('*', tag)), target).toBe(true)
  })

  it.each(['index', 'banner', 'health', 'devtools', 'core', 'qr', 'server', 'testing'])(
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

it('the drop-in carries nothing of logs, monitors, their panel and the inspector', async () => {
  const { inputs } = await bundle("export { bff, CibaProvider, CibaSignIn } from './dist/index.js'")
  expect(inputs.some((path) => path.includes('ciba-sign-in'))).toBe(true)
  expect(inputs.filter((path) => /observe|health|inspector|devtools/.test(path))).toEqual([])
})

it('an app that takes the inspector in development alone has nothing of it in production', async () => {
  const app = `import { CibaSignIn } from './dist/index.js'
    const load = import.meta.env.DEV ? () => import('./dist/devtools.js') : null
    export { CibaSignIn, load }`
  const inspector = /observe|inspector|devtools/
  const made = async (isDevelopment: boolean) =>
    bundle(app, [], { define: { 'import.meta.env.DEV': String(isDevelopment) } })
  const { inputs, text } = await made(false)
  expect(inputs.filter((path) => inspector.test(path))).toEqual([])
  expect(text).not.toContain('Flow inspector')
  expect((await made(true)).inputs.some((path) => inspector.test(path))).toBe(true)
})

/**
 * Bytes at most: gzip, minified, React external. Where the figure is above the goal, the goal stands beside it: it may
 * come down and must not go up. `row` is how the README's table begins the line with the figure.
 */
const CEILINGS: [row: string, code: string, external: string[], most: number][] = [
  // goal 4 000
  ['| `normalizeError`', "export { normalizeError } from './dist/core.js'", [], 7_630],
  // goal 8 000
  ['| `createCibaController`', "export { createCibaController } from './dist/core.js'", ['xstate'], 15_725],
  // goal 10 000
  ['| `useCibaAuth`', "export { useCibaAuth } from './dist/index.js'", PEERS, 16_425],
  // goal 7 000
  ['| `AuthErrorBanner`', "export { AuthErrorBanner } from './dist/banner.js'", [], 15_150],
  // no goal of its own
  [
    '| `createAuthSession`',
    "export { createAuthFetch, createAuthSession, refreshByCookie } from './dist/core.js'",
    [],
    14_430,
  ],
  // no goals of their own
  ['| `createAuthLogger`', "export { createAuthLogger, createAuthMonitor } from './dist/core.js'", [], 5_105],
  ['| `AuthHealthPanel`', "export { AuthHealthPanel } from './dist/health.js'", [], 3_595],
  ['| `FlowInspector`', "export { FlowInspector } from './dist/devtools.js'", [], 7_015],
  ['| `QrCode`', "export { QrCode } from './dist/qr.js'", [], 4_080],
  // goal 16 000
  ['| everything in', "export * from './dist/index.js'", PEERS, 37_260],
  // goal 42 000
  ['| `CibaProvider`', "export { bff, CibaProvider, CibaSignIn } from './dist/index.js'", [], 51_135],
]

/**
 * Bytes at most of each language's own module, gzip, without what the app has already. Goal 2 000 for each: the texts of
 * English alone are 1 800, their names 650 more.
 */
const LOCALES: Record<string, number> = { ar: 3_355, de: 3_105, en: 2_760, es: 3_025, fr: 3_140, ja: 3_395 }

const README = readFileSync('README.md', 'utf8').split('\n')

function saidInReadme(row: string): number {
  const line = README.find((text) => text.startsWith(row))
  return Number(line?.split('|').at(-2))
}

describe('sizes', () => {
  it.each(CEILINGS)(
    '%s: does not grow, and the README says how much it is',
    async (row, code, external, most) => {
      const { gzip } = await bundle(code, external)
      expect(gzip).toBeLessThanOrEqual(most)
      expect(Math.abs(gzip / 1000 - saidInReadme(row))).toBeLessThan(0.1)
    },
  )

  it('every language has a ceiling', () => {
    expect(Object.keys(LOCALES).sort()).toEqual(TAGS.sort())
  })

  it.each(Object.entries(LOCALES))('%s, loaded on demand, does not grow', async (tag, most) => {
    const { gzip, text } = await bundledLocale(tag)
    expect(gzip).toBeLessThanOrEqual(most)
    expect(gzip).toBeGreaterThan(most - 100)
    // The texts alone: what expands them is the app's.
    expect(text).not.toMatch(/Intl|=>/)
  })

  it('the README says how much the largest language is', async () => {
    const sizes = await Promise.all(TAGS.map(async (tag) => (await bundledLocale(tag)).gzip))
    const largest = Math.max(...sizes)
    expect(Math.abs(largest / 1000 - saidInReadme('| a language'))).toBeLessThan(0.1)
  })

  it('the CSS of the health panel does not grow, and the README says how much it is', () => {
    const { length } = gzipSync(readFileSync('dist/health.css'), { level: 9 })
    expect(length).toBeLessThanOrEqual(750)
    expect(Math.abs(length / 1000 - saidInReadme('| `health.css`'))).toBeLessThan(0.1)
  })

  it('the CSS of the flow inspector does not grow, and the README says how much it is', () => {
    const { length } = gzipSync(readFileSync('dist/devtools.css'), { level: 9 })
    expect(length).toBeLessThanOrEqual(1_000)
    expect(Math.abs(length / 1000 - saidInReadme('| `devtools.css`'))).toBeLessThan(0.1)
  })

  it('the CSS stays within 3 kB, and the README says how much it is', () => {
    const { length } = gzipSync(readFileSync('dist/styles.css'), { level: 9 })
    expect(length).toBeLessThanOrEqual(3_000)
    expect(Math.abs(length / 1000 - saidInReadme('| `styles.css`'))).toBeLessThan(0.1)
  })
})
