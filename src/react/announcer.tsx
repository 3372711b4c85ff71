'use client'
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react'

/** Says a sentence to assistive technology, once, politely. */
export type Announce = (text: string) => void

const AnnouncerContext = /* @__PURE__ */ createContext<Announce | null>(null)

/** A repeated sentence is a change only if the text differs: a no-break space does that and is not spoken. */
function useRegion() {
  const [said, setSaid] = useState('')
  const odd = useRef(false)
  const announce = useCallback<Announce>((text) => {
    odd.current = !odd.current
    setSaid(odd.current ? text : `${text}\u00a0`)
  }, [])
  const region = (
    <div
      className="rc-visually-hidden"
      data-part="announcer"
      role="status"
      aria-live="polite"
      aria-atomic="true"
    >
      {said}
    </div>
  )
  return { announce, region }
}

/** The provider's live region, or one of the caller's own, which it has to render from its first render on. */
export function useAnnouncer(): { announce: Announce; region: ReactNode } {
  const shared = useContext(AnnouncerContext)
  const own = useRegion()
  return shared === null ? own : { announce: shared, region: null }
}

/**
 * One visually hidden live region for all that is below it, that of a provider around it where there is one. It is there
 * before it is filled, or it would stay silent.
 */
export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const { announce, region } = useAnnouncer()
  return (
    <AnnouncerContext.Provider value={announce}>
      {children}
      {region}
    </AnnouncerContext.Provider>
  )
}
