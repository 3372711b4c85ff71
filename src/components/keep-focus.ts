'use client'
import type { FocusEvent } from 'react'

const CONTENT = 'h1,h2,h3,h4,h5,h6,a,button,input,select,textarea,[tabindex]'

/** The headings and controls in what stands where something was, then that itself, and what is around it. */
function inPlaceOf({ target, previousSibling }: MutationRecord) {
  const around = target as Element
  let place = previousSibling ? (previousSibling as Element).nextElementSibling : around.firstElementChild
  if (place?.matches('[data-part="announcer"]')) place = place.nextElementSibling
  return place ? [...place.querySelectorAll(CONTENT), place, around] : [around]
}

/** `places`: how often what stands in the place of `root` may take over. */
function watch(held: Element, root: Element, places: number): void {
  const observer = new MutationObserver((records) => {
    if (held.isConnected) return
    observer.disconnect()
    if (document.activeElement !== document.body) return
    // Where more than this has gone, the page is another one, and the app's to lead through.
    const gone = places > 0 && records.find(({ removedNodes }) => [...removedNodes].includes(root))
    const targets = root.isConnected
      ? [...root.querySelectorAll('[data-step-focus],[tabindex="-1"]')].reverse()
      : gone
        ? inPlaceOf(gone)
        : []
    for (const target of targets as HTMLElement[]) {
      // Changes nothing for what can have the focus.
      if (target.tabIndex < 0) target.tabIndex = -1
      target.focus()
      // What came in its place may be a "Loading…" that goes as well.
      if (document.activeElement === target) return watch(target, target, places - 1)
    }
  })
  observer.observe(document.body, { childList: true, subtree: true })
  held.addEventListener('blur', () =>
    // Some browsers say it of what is about to be removed, too.
    queueMicrotask(() => {
      if (held.isConnected && document.activeElement !== held) observer.disconnect()
    }),
  )
}

/**
 * For an element that hears of the focus in it: where what has the focus goes by itself, the focus would fall to the page.
 * It goes to the step's field or heading instead, or to the title of the banner; where the element itself has gone, to what
 * stands in its place. A focus that is elsewhere is left alone.
 */
export const keepFocus = ({ target, currentTarget }: FocusEvent): void => watch(target, currentTarget, 2)

/** {@link keepFocus} for the whole sign-in: what comes after it is the app's. */
export const keepFocusWithin = ({ target, currentTarget }: FocusEvent): void =>
  watch(target, currentTarget, 0)
