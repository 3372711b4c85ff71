/// <reference types="vite/client" />
import type { Messages } from 'react-ciba'
import { pseudoLocale } from 'react-ciba/testing'
import { type ReactNode, useLayoutEffect } from 'react'
import en from '../src/messages/locales/en.js'
import { WordingProvider } from '../src/react/messages-context.js'

const languages = import.meta.glob<Messages>('../src/messages/locales/*.ts', {
  eager: true,
  import: 'default',
})

/** Every language by its tag, English first, and the pseudo-locale last. */
export const LOCALES: Record<string, Messages> = {
  en,
  ...Object.fromEntries(Object.values(languages).map((messages) => [messages.tag, messages])),
  pseudo: pseudoLocale(en),
}

/** A page in one language. The stories' own providers inherit it; it brings no live region that a story has not. */
export function Localized({ locale, children }: { locale: string; children: ReactNode }) {
  const messages = LOCALES[locale] ?? en
  useLayoutEffect(() => {
    document.documentElement.lang = messages.tag
    document.documentElement.dir = messages.dir
  }, [messages])
  return <WordingProvider messages={messages}>{children}</WordingProvider>
}
