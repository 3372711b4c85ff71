import { defineConfig } from 'vitest/config'

/** What `npm run mutation:flow` runs for each mutant: the tests of the flow and of what it says on the wire. */
export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    environment: 'node',
    include: ['test/{machine,ciba,systems}/**/*.test.ts'],
    // Random schedules and walks through the whole chart take too long for each mutant.
    exclude: ['test/machine/{schedules,model}.test.ts'],
  },
})
