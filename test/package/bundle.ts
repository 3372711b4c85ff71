import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

export const PEERS = ['xstate', '@xstate/react', '@tanstack/react-query']

/** A production bundle of some lines of app code against `dist`: minified, React external. */
export async function bundle(code: string, external: string[] = []) {
  const result = await build({
    stdin: { contents: code, resolveDir: process.cwd(), loader: 'js' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    metafile: true,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
    external: ['react', 'react-dom', 'react/jsx-runtime', ...external],
  })
  const [output] = result.outputFiles
  if (output === undefined) throw new Error('esbuild wrote nothing')
  return {
    gzip: gzipSync(output.contents, { level: 9 }).length,
    text: output.text,
    inputs: Object.keys(result.metafile.inputs),
  }
}
