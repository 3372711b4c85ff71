import { defineConfig } from 'vite'

/** Storybook's own: the library's vite.config.ts builds a library. */
export default defineConfig({ resolve: { tsconfigPaths: true } })
