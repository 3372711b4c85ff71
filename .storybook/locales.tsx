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

interface LocalizedProps {
  locale: string
  /** `ltr` or `rtl`; else that of the language. */
  direction: string
  /** The story is all of the page, and no part of one in English. */
  wholePage: boolean
  children: ReactNode
}

/** A story in one language. Its own providers inherit it; it brings no live region that a story has not. */
export function Localized({ locale, direction, wholePage, children }: LocalizedProps) {
  const messages = LOCALES[locale] ?? en
  const { tag } = messages
  const dir = direction === 'ltr' || direction === 'rtl' ? direction : messages.dir
  useLayoutEffect(() => {
    if (!wholePage) return
    Object.assign(document.documentElement, { lang: tag, dir })
    return () => void Object.assign(document.documentElement, { lang: 'en', dir: 'ltr' })
  }, [wholePage, tag, dir])
  return (
    <div lang={tag} dir={dir}>
      <WordingProvider messages={messages}>{children}</WordingProvider>
    </div>
  )
}
