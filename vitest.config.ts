import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { findChromium } from './test/browser/find-chromium.mjs'
import { LongestFirst } from './test/support/longest-first.js'

const resolve = { tsconfigPaths: true }
const executablePath = findChromium() ?? '/chromium-is-missing'

export default defineConfig({
  test: {
    pool: 'threads',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    reporters: ['default', './test/support/closing-line-reporter.ts'],
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          isolate: false,
          setupFiles: ['test/support/steady-seed.ts', 'test/support/forget-words.ts'],
          // Property tests on a loaded machine.
          testTimeout: 20_000,
          environment: 'node',
          include: [
            'test/{errors,sources,events,http,ciba,systems,contract,session,observe,machine,server,testing,messages,architecture,bench}/**/*.test.ts',
          ],
        },
      },
      {
        resolve,
        test: {
          name: 'dom',
          environment: 'jsdom',
          isolate: false,
          // Whole walks, second by second, on a loaded machine.
          testTimeout: 20_000,
          include: ['test/{react,components}/**/*.test.{ts,tsx}'],
          setupFiles: ['test/support/dom-setup.ts', 'test/support/forget-words.ts'],
        },
      },
      {
        resolve: { ...resolve, alias: [{ find: /^react(-dom)?(?=$|\/)/, replacement: '$&-18' }] },
        test: {
          name: 'react-18',
          environment: 'jsdom',
          isolate: false,
          testTimeout: 20_000,
          include: [
            'test/react-18/**/*.test.tsx',
            'test/react/{ciba-provider,use-announcer,use-ciba-auth,use-session,verb-mutations}.test.tsx',
            'test/react/{auth-query-defaults,hydration,server-rendering,suspending,use-auth-query-errors}.test.tsx',
            'test/components/{auth-error-banner,auth-error-boundary,ciba-sign-in,headless}.test.tsx',
            'test/components/{login-hint-form,slots,totp-form}.test.tsx',
          ],
          setupFiles: [
            'test/react-18/modules.ts',
            'test/react-18/act.ts',
            'test/support/dom-setup.ts',
            'test/support/forget-words.ts',
          ],
          sequence: { setupFiles: 'list' },
          server: { deps: { inline: [/@tanstack.react-query/] } },
        },
      },
      {
        resolve,
        plugins: [storybookTest({ configDir: '.storybook' })],
        test: {
          name: 'stories',
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                executablePath,
                args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        resolve,
        test: {
          name: 'storybook',
          environment: 'node',
          include: ['test/storybook/**/*.test.ts'],
          globalSetup: ['test/storybook/build-stories.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // As many as it has pages open.
          maxConcurrency: 2,
        },
      },
      {
        resolve,
        test: {
          name: 'package',
          environment: 'node',
          include: ['test/package/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        resolve,
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['test/e2e/**/*.test.ts'],
          exclude: ['test/e2e/command.test.ts'],
          globalSetup: ['test/e2e/build-demo.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // They wait for most of the time, as people do: three at once, and nothing that computes beside them.
          maxWorkers: 3,
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve,
        test: {
          name: 'command',
          environment: 'node',
          // Builds the demo anew, under the feet of whoever uses it.
          include: ['test/e2e/command.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
