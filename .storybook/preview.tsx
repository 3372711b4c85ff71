/// <reference types="vite/client" />
import type { Preview } from '@storybook/react-vite'
import { type ReactNode, StrictMode, useLayoutEffect } from 'react'
import 'react-ciba/styles.css'
import { DocsPage } from './docs-page.js'
import './preview.css'

/** The page's colour scheme, which the library's colours follow. */
function Page({ theme, children }: { theme: string; children: ReactNode }) {
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = theme
  }, [theme])
  return <div className="sb-column">{children}</div>
}

const preview: Preview = {
  globalTypes: {
    theme: {
      description: 'Colour scheme of the page',
      toolbar: { title: 'Theme', icon: 'mirror', items: ['light', 'dark'], dynamicTitle: true },
    },
  },
  initialGlobals: { theme: 'light' },
  decorators: [
    (Story, { globals }) => (
      <StrictMode>
        <Page theme={String(globals.theme)}>
          <Story />
        </Page>
      </StrictMode>
    ),
  ],
  parameters: {
    backgrounds: { disable: true },
    docs: { container: DocsPage },
    options: {
      // Storybook reads this without running it.
      storySort: {
        order: [
          'Getting started',
          'The flow',
          'Errors',
          'Systems: AuthSec',
          'Systems: Standard CIBA',
          'Recipes',
          'Theming',
          'Languages',
          'Accessibility',
          'Troubleshooting',
        ],
      },
    },
    a11y: {
      test: 'error',
      config: {
        rules: [
          // A story is a fragment: landmarks and the h1 belong to the app's page around it.
          { id: 'region', enabled: false },
          { id: 'landmark-one-main', enabled: false },
          { id: 'page-has-heading-one', enabled: false },
          // Off in axe by itself; the library promises targets of 24 px (WCAG 2.2, 2.5.8).
          { id: 'target-size', enabled: true },
        ],
      },
    },
  },
}

export default preview
