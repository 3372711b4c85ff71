import { backgroundOf, type Colour, contrast, pixelOf } from './colours.js'
import { focusable, isHiddenVisually, nameOf, root, shownTexts } from './elements.js'

const TEXT = 4.5
const SHAPE = 3

function tooFaint(what: string, ratio: number, least: number): string[] {
  return ratio >= least ? [] : [`${what}: contrast ${ratio.toFixed(2)}, at least ${least} is wanted`]
}

function textFindings(): string[] {
  const texts = shownTexts().flatMap(({ element }) => element)
  const inputs = Array.from(root().querySelectorAll('input'))
  return [...new Set<Element>([...texts, ...inputs])].flatMap((element) => {
    const ratio = contrast(pixelOf(getComputedStyle(element).color), backgroundOf(element))
    return tooFaint(`text of ${nameOf(element)}`, ratio, TEXT)
  })
}

/** The edge or the filling of a control stands out; one that is text alone, or cannot be used now, need not. */
function edgeFindings(): string[] {
  const frames = '.rc-code-frame, .rc-input:not(.rc-code-input), .rc-button:not([aria-disabled])'
  return Array.from(root().querySelectorAll(frames)).flatMap((element) => {
    const { borderTopColor, backgroundColor } = getComputedStyle(element)
    const around = backgroundOf(element.parentElement)
    const parts = [borderTopColor, backgroundColor].map(pixelOf)
    if (parts.every(([, , , alpha]) => alpha === 0)) return []
    const ratio = Math.max(...parts.map((part) => contrast(part, around)))
    return tooFaint(`edge of ${nameOf(element)}`, ratio, SHAPE)
  })
}

function pictureFindings(): string[] {
  const found: string[] = []
  const check = (what: string, css: string, below: Colour) =>
    found.push(...tooFaint(what, contrast(pixelOf(css), below), SHAPE))
  for (const icon of root().querySelectorAll('.rc-icon')) {
    const shape = icon.querySelector('.rc-icon-shape')
    const fill = shape ? getComputedStyle(shape).fill : 'none'
    if (fill === 'none') found.push('icon: has no shape that is filled')
    check('icon', fill, backgroundOf(icon))
    check('sign in the icon', getComputedStyle(icon).stroke, pixelOf(fill))
  }
  for (const frame of root().querySelectorAll('.rc-code-frame')) {
    if (!matchMedia('(forced-colors: active)').matches) break
    const [field = 'none', , line = 'none'] =
      getComputedStyle(frame).backgroundImage.match(/rgba?\([^)]*\)/g) ?? []
    check('lines of the code field', line, pixelOf(field))
  }
  for (const pulse of root().querySelectorAll('.rc-pulse'))
    check('dot', getComputedStyle(pulse).backgroundColor, backgroundOf(pulse.parentElement))
  for (const shape of root().querySelectorAll('.rc-health-picture rect')) {
    const { fill, stroke } = getComputedStyle(shape)
    const drawn = [fill, stroke].filter((colour) => colour !== 'none')
    // One that is drawn again by the shape on it.
    if (drawn.length === 0) continue
    check('shape in a picture', drawn[0] ?? 'none', backgroundOf(shape.closest('svg')))
  }
  for (const panel of root().querySelectorAll('[data-part="approved"]')) {
    const circle = getComputedStyle(panel, '::before').backgroundColor
    const tick = getComputedStyle(panel, '::after').borderBottomColor
    check('tick', tick, pixelOf(circle))
    // Where colours are forced, the tick stands on the page and the circle is not drawn.
    if (!matchMedia('(forced-colors: active)').matches) check('mark', circle, backgroundOf(panel))
  }
  return found
}

/** Each control, focused as by the keyboard, has a ring that stands out from what is around it. */
function focusFindings(): string[] {
  const held = document.activeElement
  const found = focusable().flatMap((element) => {
    element.focus({ preventScroll: true })
    const ringed = element.closest('.rc-code-frame') ?? element
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(ringed)
    if (outlineStyle === 'none' || Number.parseFloat(outlineWidth) < 1)
      return [`${nameOf(element)}: nothing shows that it has the focus`]
    const ratio = contrast(pixelOf(outlineColor), backgroundOf(ringed.parentElement))
    return tooFaint(`ring of ${nameOf(element)}`, ratio, SHAPE)
  })
  if (held instanceof HTMLElement) held.focus({ preventScroll: true })
  return found
}

export const contrastFindings = () => [
  ...textFindings(),
  ...edgeFindings(),
  ...pictureFindings(),
  ...focusFindings(),
]

/** How many contrasts there were to look at. */
export const contrastCount = () =>
  new Set(shownTexts().map(({ element }) => element)).size +
  root().querySelectorAll('input, .rc-code-frame, .rc-button, .rc-icon, .rc-pulse').length +
  focusable().filter((element) => !isHiddenVisually(element)).length
