import { build } from 'vite'

/**
 * Builds the demo's pages once for all end-to-end tests. A test run has no NODE_ENV=production, so this is React's
 * development build, in which StrictMode mounts everything twice.
 */
export default async function buildDemo(): Promise<void> {
  await build({ configFile: 'demo/vite.config.ts', logLevel: 'error' })
}
