import { defineConfig } from 'vitest/config'

/** What `npm run mutation` runs for each mutant: the tests that are about errors alone. */
export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    environment: 'node',
    include: ['test/{errors,sources}/**/*.test.ts'],
    // A module that is loaded again within a test makes its constants look like that test's alone.
    exclude: ['test/errors/fuzz.test.ts', 'test/errors/two-copies.test.ts'],
    setupFiles: ['test/errors/short-properties.ts'],
  },
})
