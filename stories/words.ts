import type { Messages } from 'react-ciba'
import { LOCALES } from '../.storybook/locales.js'
import en from '../src/messages/locales/en.js'

/** The words of the language that the toolbar says, by which a play finds what a person would. */
export const words = ({ globals }: { globals: Record<string, unknown> }): Messages =>
  LOCALES[String(globals.locale)] ?? en

/** As Testing Library has a text of the page: every space one of the keyboard, also where a language must not break. */
export const seen = (text: string): string => text.replace(/\s+/g, ' ')
