import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { transform } from 'esbuild'
import { defineConfig } from 'vite'

interface Manifest {
  version: string
  peerDependencies: Record<string, string>
}
const { peerDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest
const peers = new RegExp(`^(${Object.keys(peerDependencies).join('|')})(/|$)`)
const names = ['index', 'core', 'banner', 'health', 'devtools', 'qr', 'server', 'testing']

export default defineConfig({
  publicDir: false,
  build: {
    target: 'es2022',
    minify: false,
    lib: {
      entry: Object.fromEntries([
        ...names.map((name) => [name, `src/${name}.ts`]),
        ...readdirSync('src/messages/locales').map((file) => [
          `messages/locales/${basename(file, '.ts')}`,
          `src/messages/locales/${file}`,
        ]),
      ]) as Record<string, string>,
      formats: ['es'],
    },
    rolldownOptions: {
      external: peers,
      // `"use client"` is for the app's bundler, and kept for it.
      checks: { moduleLevelDirective: false },
      // One file per module: merged ones would lose their "use client".
      output: { preserveModules: true, preserveModulesRoot: 'src', entryFileNames: '[name].js' },
    },
  },
  plugins: [
    {
      name: 'write-styles',
      async closeBundle() {
        for (const name of ['styles.css', 'health.css', 'devtools.css']) {
          const css = readFileSync(`src/${name}`, 'utf8')
          const { code } = await transform(css, { loader: 'css', minify: true })
          writeFileSync(`dist/${name}`, code)
        }
      },
    },
  ],
})
