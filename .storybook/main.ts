import type { StorybookConfig } from '@storybook/react-vite'
import { mergeConfig } from 'vite'

const config: StorybookConfig = {
  framework: {
    name: '@storybook/react-vite',
    options: { builder: { viteConfigPath: '.storybook/vite.config.ts' } },
  },
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.tsx'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  typescript: { reactDocgen: 'react-docgen' },
  // Storybook takes no `build` from a config file.
  viteFinal: (vite) =>
    mergeConfig(vite, {
      // What is found only while tests run makes Vite load the page anew, in the middle of one.
      optimizeDeps: { include: ['storybook/internal/core-events', 'storybook/theming'] },
      build: {
        // Storybook's own chunks are this large.
        chunkSizeWarningLimit: 5_000,
        rolldownOptions: {
          onLog(level, log, handle) {
            // "use client" is for bundlers of servers; a browser loses nothing without it.
            if (log.code === 'MODULE_LEVEL_DIRECTIVE') return
            // How busy the machine is, which says nothing of the code.
            if (log.code === 'PLUGIN_TIMINGS') return
            if (level === 'warn') throw new Error(`A warning fails the build: ${log.message}`)
            handle(level, log)
          },
        },
      },
    } satisfies typeof vite),
}

export default config
