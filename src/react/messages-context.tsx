'use client'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import type { Translate } from '../messages/error-text.js'
import { ENGLISH_ERRORS } from '../messages/english-errors.js'
import type { ErrorMessages } from '../messages/messages.js'

/** Messages, or a function that loads them: `() => import('react-ciba/locales/de')`. */
export type MessagesSource<M extends ErrorMessages = ErrorMessages> = M | (() => Promise<{ default: M }>)

interface Links {
  /** Where help pages are, one for each kind of error: `…/session-expired`. Without it no such link is shown. */
  helpBaseUrl?: string | undefined
  /** The page that says whether the service works; linked where the service failed, or what it serves is suspended. */
  statusPageUrl?: string | undefined
  /** Where support is reached, `https:` or `mailto:`; linked where support is what helps. */
  supportUrl?: string | undefined
  /** Shows the technical detail of errors, folded, and lets it be copied. Off by default: it is for developers. */
  showTechnicalDetail?: boolean | undefined
  /** The app's own words for an error, before the catalogue's. */
  translate?: Translate | undefined
}

export interface Wording extends Links {
  messages: ErrorMessages
}

const WordingContext = /* @__PURE__ */ createContext<Wording>({ messages: ENGLISH_ERRORS })

export function useWording(): Wording {
  return useContext(WordingContext)
}

export interface WordingProviderProps extends Links {
  messages?: MessagesSource | undefined
  children?: ReactNode
}

/** Loaded messages once they have arrived; what cannot be loaded stays null. */
function useLoaded(source: MessagesSource | undefined): ErrorMessages | null {
  const [loaded, setLoaded] = useState<ErrorMessages | null>(null)
  useEffect(() => {
    if (typeof source !== 'function') return
    let current = true
    source().then(
      (module) => {
        if (current) setLoaded(module.default)
      },
      () => undefined,
    )
    return () => {
      current = false
    }
  }, [source])
  return typeof source === 'object' ? source : loaded
}

/** Words and links for all that is below it. What is not given, or not loaded yet, is that of the provider around it. */
export function WordingProvider({ children, ...given }: WordingProviderProps) {
  const outer = useWording()
  const messages = useLoaded(given.messages) ?? outer.messages
  const {
    helpBaseUrl = outer.helpBaseUrl,
    statusPageUrl = outer.statusPageUrl,
    supportUrl = outer.supportUrl,
    showTechnicalDetail = outer.showTechnicalDetail,
    translate = outer.translate,
  } = given
  const wording = useMemo(
    () => ({ messages, helpBaseUrl, statusPageUrl, supportUrl, showTechnicalDetail, translate }),
    [messages, helpBaseUrl, statusPageUrl, supportUrl, showTechnicalDetail, translate],
  )
  return <WordingContext.Provider value={wording}>{children}</WordingContext.Provider>
}
