import { gzipSync } from 'node:zlib'
import { build, type BuildOptions, type Plugin } from 'esbuild'

export const PEERS = ['xstate', '@xstate/react', '@tanstack/react-query']

/** Leaves out what a language shares with the app that loads it: all but its own texts. */
const ownTextsOnly: Plugin = {
  name: 'own-texts-only',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\.?\// }, ({ path }) =>
      /locales\/|english-errors/.test(path) ? undefined : { path, external: true },
    ),
}

/** A language's own module, as an app loads it on demand; in UTF-8, since escapes would double what Japanese weighs. */
export const bundledLocale = (tag: string) =>
  bundle(`export { default } from './dist/messages/locales/${tag}.js'`, [], {
    plugins: [ownTextsOnly],
    charset: 'utf8',
  })

/** A production bundle of some lines of app code against `dist`: minified, React external. */
export async function bundle(
  code: string,
  external: string[] = [],
  { define, ...more }: Pick<BuildOptions, 'plugins' | 'charset' | 'define'> = {},
) {
  const result = await build({
    stdin: { contents: code, resolveDir: process.cwd(), loader: 'js' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    metafile: true,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"', ...define },
    external: ['react', 'react-dom', 'react/jsx-runtime', ...external],
    ...more,
  })
  const [output] = result.outputFiles
  if (output === undefined) throw new Error('esbuild wrote nothing')
  return {
    gzip: gzipSync(output.contents, { level: 9 }).length,
    text: output.text,
    inputs: Object.keys(result.metafile.inputs),
  }
}
