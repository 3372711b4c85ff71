import type { Messages } from 'react-ciba'
import { LOCALES } from '../.storybook/locales.js'
import en from '../src/messages/locales/en.js'

/** The words of the language that the toolbar says, by which a play finds what a person would. */
export const words = ({ globals }: { globals: Record<string, unknown> }): Messages =>
  LOCALES[String(globals.locale)] ?? en
