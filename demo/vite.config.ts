import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: here('.'),
  // `react-ciba` is the source beside us.
  resolve: { tsconfigPaths: true },
  build: {
    outDir: here('dist'),
    emptyOutDir: true,
    // `default-src 'self'` refuses data: addresses.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: [here('index.html'), here('phone.html'), here('faults.html'), here('systems.html')],
      // "use client" means nothing in a bundle for browsers.
      checks: { moduleLevelDirective: false },
    },
  },
})
