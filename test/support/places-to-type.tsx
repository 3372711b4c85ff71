import { useEffect, useRef } from 'react'

/** An element whose field is in a shadow root, and a frame: the page sees that they have the focus, not what in them has. */
function Apart({ tag }: { tag: 'x-field' | 'iframe' }) {
  const place = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const element = document.createElement(tag)
    place.current?.append(element)
    if (tag === 'iframe') element.tabIndex = 0
    else element.attachShadow({ mode: 'open' }).innerHTML = '<input>'
    element.dataset.place = tag
    return () => element.remove()
  }, [tag])
  return <span ref={place} />
}

/** Places on a page in which somebody may be typing. */
export const PLACES_TO_TYPE = ['textarea', 'x-field', 'iframe', 'b'] as const

export const PlacesToType = () => (
  <>
    <textarea data-place="textarea" aria-label="notes" />
    <div contentEditable suppressContentEditableWarning>
      <b data-place="b" tabIndex={0}>
        bold
      </b>
    </div>
    <Apart tag="x-field" />
    <Apart tag="iframe" />
  </>
)

export function focusPlace(name: (typeof PLACES_TO_TYPE)[number]): void {
  const place = document.querySelector<HTMLElement>(`[data-place="${name}"]`)
  const field = place?.shadowRoot?.querySelector('input') ?? place
  field?.focus()
  if (document.activeElement !== place) throw new Error(`${name} did not take the focus`)
}
