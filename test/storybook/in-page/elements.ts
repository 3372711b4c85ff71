/** Where Storybook draws a story. */
export function root(): HTMLElement {
  const element = document.getElementById('storybook-root')
  if (element === null) throw new Error('No story is drawn')
  return element
}

export const isHiddenVisually = (element: Element) => element.closest('.rc-visually-hidden') !== null

const isShown = (element: Element) =>
  element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) &&
  !isHiddenVisually(element)

export function nameOf(element: Element): string {
  const text = (element.textContent || element.getAttribute('name') || '').trim().slice(0, 40)
  return `${element.tagName.toLowerCase()}.${element.className} "${text}"`
}

export interface ShownText {
  element: Element
  rects: DOMRect[]
}

/** Every piece of text that can be seen, with the element that draws it and where it is. */
export function shownTexts(): ShownText[] {
  const walker = document.createTreeWalker(root(), NodeFilter.SHOW_TEXT)
  const texts: ShownText[] = []
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement
    if (element === null || !node.nodeValue?.trim() || !isShown(element)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    texts.push({ element, rects: Array.from(range.getClientRects()) })
  }
  return texts
}

/** What can be pressed or typed into. */
export const focusable = (): HTMLElement[] =>
  Array.from(
    root().querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary'),
  ).filter(isShown)
