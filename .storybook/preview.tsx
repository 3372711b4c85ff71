/// <reference types="vite/client" />
import type { Preview } from '@storybook/react-vite'
import { type ReactNode, StrictMode, useLayoutEffect } from 'react'
import { LOCALES, Localized } from './locales.js'
import 'react-ciba/styles.css'
import { DocsPage } from './docs-page.js'
import './preview.css'
import '../stories/themes/bank.css'
import '../stories/themes/market.css'
import '../stories/themes/terminal.css'

interface PageProps {
  /** The page's colour scheme, which the library's colours follow. */
  theme: string
  /** One of stories/themes, or `neutral`, which is the library as it comes. */
  look: string
  width: string
  /** A page of documentation shows several looks, each around its story. */
  inDocs: boolean
  children: ReactNode
}

function Page({ theme, look, width, inDocs, children }: PageProps) {
  useLayoutEffect(() => {
    Object.assign(document.documentElement.dataset, { theme, look: inDocs ? 'neutral' : look })
  }, [theme, look, inDocs])
  return (
    <div className="sb-column" data-look={look} data-width={width}>
      {children}
    </div>
  )
}

const preview: Preview = {
  globalTypes: {
    theme: {
      description: 'Colour scheme of the page',
      toolbar: { title: 'Theme', icon: 'mirror', items: ['light', 'dark'], dynamicTitle: true },
    },
    look: {
      description: 'What the custom properties are set to',
      toolbar: {
        title: 'Look',
        icon: 'paintbrush',
        items: ['neutral', 'bank', 'market', 'terminal'],
        dynamicTitle: true,
      },
    },
    width: {
      description: 'Width of the column around a story, in px',
      toolbar: { title: 'Width', icon: 'grow', items: ['280', '320', '480', 'full'], dynamicTitle: true },
    },
    locale: {
      description: 'Language of the page',
      toolbar: { title: 'Locale', icon: 'globe', items: Object.keys(LOCALES), dynamicTitle: true },
    },
    direction: {
      description: 'Where lines begin',
      toolbar: {
        title: 'Direction',
        icon: 'transfer',
        items: ['of the language', 'ltr', 'rtl'],
        dynamicTitle: true,
      },
    },
  },
  initialGlobals: {
    theme: 'light',
    look: 'neutral',
    width: '480',
    locale: 'en',
    direction: 'of the language',
  },
  decorators: [
    (Story, { globals, viewMode }) => (
      <StrictMode>
        <Page
          theme={String(globals.theme)}
          look={String(globals.look)}
          width={String(globals.width)}
          inDocs={viewMode === 'docs'}
        >
          <Localized
            locale={String(globals.locale)}
            direction={String(globals.direction)}
            wholePage={viewMode === 'story'}
          >
            <Story />
          </Localized>
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
          'Systems: Device flow',
          'Systems: Standard CIBA',
          'Systems: AuthOS',
          'Systems: Chordian',
          'Systems: Nexla',
          'Systems: biid',
          'Sessions',
          'Recipes',
          'Observability',
          'TanStack Query',
          'Theming',
          'Slots and hooks',
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
