'use client'
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useInsertionEffect,
  useRef,
  useState,
} from 'react'

/** Says a sentence to assistive technology, once, politely. */
export type Announce = (text: string) => void

const AnnouncerContext = /* @__PURE__ */ createContext<Announce | null>(null)

/** Long enough for a screen reader to take it up; later it would be found on the page after it is over. In ms. */
const KEPT_MS = 10_000

/** Where one is modal, the rest of the page is mute. */
const DIALOG = 'dialog, [role$="dialog"]'

/** `outer` speaks instead wherever the region is not in a dialog. */
function useRegion(outer: Announce | null) {
  const ref = useRef<HTMLDivElement | null>(null)
  const [said, setSaid] = useState({ text: '' })
  const shown = useRef(said)
  // Before the effects that announce.
  useInsertionEffect(() => {
    shown.current = said
  }, [said])
  useEffect(() => {
    // Unseen without a style sheet, too; by script, since a strict CSP takes no style from the HTML of a server.
    if (ref.current)
      ref.current.style.cssText =
        'position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap'
    if (said.text === '') return
    const timer = setTimeout(() => setSaid({ text: '' }), KEPT_MS)
    return () => clearTimeout(timer)
  }, [said])
  const announce = useCallback<Announce>(
    (text) => {
      if (outer && !ref.current?.closest(DIALOG)) return outer(text)
      setSaid((last) => {
        // Two at once: neither is lost, and none said twice.
        if (last !== shown.current) return last.text.includes(text) ? last : { text: `${last.text} ${text}` }
        // A repeated sentence is a change only if the text differs: a no-break space does that and is not spoken.
        return { text: last.text === text ? `${text}\u00a0` : text }
      })
    },
    [outer],
  )
  const region = (
    <div
      className="rc-visually-hidden"
      data-part="announcer"
      role="status"
      aria-live="polite"
      aria-atomic="true"
      ref={ref}
    >
      {said.text}
    </div>
  )
  return { announce, region }
}

function useSpeaker(speaksInDialogs = false): { announce: Announce; region: ReactNode } {
  const shared = useContext(AnnouncerContext)
  const own = useRegion(shared)
  return shared === null || speaksInDialogs ? own : { announce: shared, region: null }
}

/** The provider's live region, or one of the caller's own, which it has to render from its first render on. */
export const useAnnouncer = () => useSpeaker()

export interface AnnouncerProviderProps {
  children: ReactNode
  /** In a dialog its region speaks, not that of the provider around it. */
  speaksInDialogs?: boolean
}

/**
 * One visually hidden live region for all that is below it, that of a provider around it where there is one. It is there
 * before it is filled, or it would stay silent.
 */
export function AnnouncerProvider({ children, speaksInDialogs }: AnnouncerProviderProps) {
  const { announce, region } = useSpeaker(speaksInDialogs)
  return (
    <AnnouncerContext.Provider value={announce}>
      {children}
      {region}
    </AnnouncerContext.Provider>
  )
}
