import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** Builds the page; as no NODE_ENV=production is set, with the React that complains of what does not match. */
export async function buildStrictPage(outDir: string): Promise<void> {
  await build({
    configFile: false,
    root: fileURLToPath(new URL('.', import.meta.url)),
    logLevel: 'error',
    resolve: { tsconfigPaths: true },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      // The policy refuses data: addresses.
      assetsInlineLimit: 0,
      rolldownOptions: { checks: { moduleLevelDirective: false } },
    },
  })
}
