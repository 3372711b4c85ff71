const LIVE = '[aria-live="polite"], [role="status"], [role="alert"]'

const textOf = (node: Element) => (node.textContent ?? '').replaceAll('\u00a0', '').trim()

/** What an element that gets the focus is called, and how it is described. */
function nameOf(element: Element): string {
  const texts = (attribute: string) =>
    (element.getAttribute(attribute) ?? '')
      .split(' ')
      .flatMap((id) => (id === '' ? [] : textOf(document.getElementById(id) ?? element)))
  const label = element instanceof HTMLInputElement ? element.labels?.[0] : null
  return [label ? textOf(label) : textOf(element), ...texts('aria-describedby')].join('. ')
}

/**
 * Writes down what a screen reader would say by itself: changed live regions, and what the focus comes to. In the order in
 * which it happens; each region as a whole, since all of them are atomic or one sentence.
 */
export function transcribe(root: Element): { lines: string[]; stop(): void } {
  const lines: string[] = []
  const said = new Map<Element, string>()
  const read = () => {
    for (const region of root.querySelectorAll(LIVE)) {
      const text = textOf(region)
      // A region that appears with its text is silent, unless it is an alert; one that changes is not.
      const heard = said.has(region) ? said.get(region) !== text : region.getAttribute('role') === 'alert'
      if (heard && text !== '') lines.push(text)
      said.set(region, text)
    }
  }
  read()
  const observer = new MutationObserver(read)
  observer.observe(root, { childList: true, characterData: true, subtree: true })
  const onFocus = ({ target }: Event) => {
    if (target instanceof Element) lines.push(`[${nameOf(target)}]`)
  }
  root.addEventListener('focusin', onFocus)
  return {
    lines,
    stop() {
      observer.disconnect()
      root.removeEventListener('focusin', onFocus)
    },
  }
}
