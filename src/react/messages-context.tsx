'use client'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import en from '../messages/locales/en.js'
import type { Messages } from '../messages/messages.js'

/** Messages, or a function that loads them: `() => import('react-ciba/locales/de')`. */
export type MessagesSource = Messages | (() => Promise<{ default: Messages }>)

export interface Wording {
  messages: Messages
  /** Where help pages are, one for each kind of error: `…/session-expired`. Without it no such link is shown. */
  helpBaseUrl?: string | undefined
}

const WordingContext = /* @__PURE__ */ createContext<Wording>({ messages: en })

export function useWording(): Wording {
  return useContext(WordingContext)
}

export interface WordingProviderProps {
  messages?: MessagesSource | undefined
  helpBaseUrl?: string | undefined
  children: ReactNode
}

/** English until loaded messages arrive; where they cannot be loaded it stays English. */
export function WordingProvider({ messages = en, helpBaseUrl, children }: WordingProviderProps) {
  const [loaded, setLoaded] = useState<Messages | null>(null)
  useEffect(() => {
    if (typeof messages !== 'function') return
    let current = true
    messages().then(
      (module) => {
        if (current) setLoaded(module.default)
      },
      () => undefined,
    )
    return () => {
      current = false
    }
  }, [messages])
  const wording = useMemo(
    () => ({ messages: typeof messages === 'function' ? (loaded ?? en) : messages, helpBaseUrl }),
    [messages, loaded, helpBaseUrl],
  )
  return <WordingContext.Provider value={wording}>{children}</WordingContext.Provider>
}
