/** Regions that are said when their text changes; `aria-live="off"` takes it back, as for a timer. */
const LIVE = '[role="status"], [role="alert"], [role="log"], [aria-live]'

const tidy = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim()

const isLive = (region: Element) => region.getAttribute('aria-live') !== 'off'

/** The text below a node that is not hidden from assistive technology. */
function textOf(node: Node): string {
  if (node instanceof Element && node.getAttribute('aria-hidden') === 'true') return ''
  if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? ''
  return Array.from(node.childNodes, textOf).join(node instanceof Element && node.matches('div') ? ' ' : '')
}

const textByIds = (ids: string | null) =>
  (ids ?? '')
    .split(' ')
    .map((id) => document.getElementById(id))
    .map((element) => element && tidy(textOf(element)))
    .filter(Boolean)
    .join(' ')

function nameOf(element: Element): string {
  const labelled = textByIds(element.getAttribute('aria-labelledby'))
  if (labelled !== '') return labelled
  const labels = element instanceof HTMLInputElement ? Array.from(element.labels ?? []) : []
  return tidy(
    element.getAttribute('aria-label') ??
      (labels.length > 0 ? labels.map(textOf).join(' ') : textOf(element)),
  )
}

const descriptionOf = (element: Element) =>
  textByIds(element.getAttribute('aria-describedby')) || tidy(element.getAttribute('aria-description'))

/** How a screen reader reads what gets the focus: name, and description where there is one. */
function readOut(element: Element): string {
  const description = descriptionOf(element)
  return description === '' ? `> ${nameOf(element)}` : `> ${nameOf(element)} (${description})`
}

/**
 * Writes down what a screen reader says from now on, in order: `> name (description)` for what gets the focus, and the
 * whole text of a live region when that changes. A region that comes with its text is silent, an alert is not. NVDA and
 * JAWS also say `> (description)` when that of the element in focus changes; VoiceOver, which does not, is without
 * `speaksDescriptions`.
 */
export function recordSpeech(root: HTMLElement = document.body, { speaksDescriptions = true } = {}) {
  const lines: string[] = []
  const texts = new Map<Element, string>()
  const inFocus = () => document.activeElement ?? document.body
  let described = { element: inFocus(), text: descriptionOf(inFocus()) }

  function look(isFirst: boolean) {
    for (const region of root.querySelectorAll(LIVE)) {
      const text = region.textContent ?? ''
      const before = texts.get(region)
      texts.set(region, text)
      if (!isLive(region) || text === before || tidy(text) === '') continue
      if (before !== undefined || (!isFirst && region.getAttribute('role') === 'alert'))
        lines.push(tidy(text))
    }
    const { element } = described
    const text = descriptionOf(element)
    if (speaksDescriptions && element === inFocus() && text !== '' && text !== described.text)
      lines.push(`> (${text})`)
    described.text = text
  }
  const observer = new MutationObserver(() => look(false))
  const onFocus = ({ target }: FocusEvent) => {
    // What changed before the focus moved is said before it.
    observer.takeRecords()
    look(false)
    if (!(target instanceof Element)) return
    lines.push(readOut(target))
    described = { element: target, text: descriptionOf(target) }
  }
  look(true)
  observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true })
  root.addEventListener('focusin', onFocus)
  return {
    /** All that was said since the last time this was asked. */
    said(): string[] {
      observer.takeRecords()
      look(false)
      return lines.splice(0)
    },
    stop() {
      observer.disconnect()
      root.removeEventListener('focusin', onFocus)
    },
  }
}
