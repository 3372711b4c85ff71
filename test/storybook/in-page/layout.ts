import { focusable, nameOf, root, shownTexts } from './elements.js'

/** WCAG 2.2, 2.5.8: px. */
const LEAST_TARGET = 24

function overflowFindings(): string[] {
  const { scrollWidth } = document.documentElement
  return scrollWidth > innerWidth ? [`scrolls sideways: ${scrollWidth} px in ${innerWidth}`] : []
}

/** The nearest box that cuts off what leaves it, or the page. */
function clipOf(element: Element | null): { left: number; right: number } {
  for (let box = element; box !== null && box !== root(); box = box.parentElement)
    if (getComputedStyle(box).overflowX !== 'visible') return box.getBoundingClientRect()
  return { left: 0, right: innerWidth }
}

/** Text that leaves the page, a box that clips, or the button that it is on. */
function clippingFindings(): string[] {
  return shownTexts().flatMap(({ element, rects }) => {
    const boxes = [clipOf(element)]
    const button = element.closest('button, .rc-code-box')
    if (button) boxes.push(button.getBoundingClientRect())
    const leaves = rects.some(({ left, right }) =>
      boxes.some((box) => left < box.left - 0.5 || right > box.right + 0.5),
    )
    const { overflowX } = getComputedStyle(element)
    const isCut = overflowX !== 'visible' && element.scrollWidth > element.clientWidth
    return leaves || isCut ? [`${nameOf(element)} is cut off or leaves its box`] : []
  })
}

/** A target is large enough, or a circle of that size around its middle touches no other target. */
function targetFindings(): string[] {
  const targets = focusable().map((element) => {
    // A field that is wider than its frame is pressed in the frame.
    const box = (element.closest('.rc-code-frame') ?? element).getBoundingClientRect()
    return { element, box, x: box.x + box.width / 2, y: box.y + box.height / 2 }
  })
  const isSmall = ({ width, height }: DOMRect) => Math.min(width, height) < LEAST_TARGET - 0.01
  const near = (x: number, y: number, box: DOMRect) =>
    Math.hypot(x - Math.max(box.left, Math.min(x, box.right)), y - Math.max(box.top, Math.min(y, box.bottom)))
  return targets
    .filter(({ box }) => isSmall(box))
    .filter((small) =>
      targets.some(
        (other) =>
          other !== small &&
          (near(small.x, small.y, other.box) < LEAST_TARGET / 2 ||
            (isSmall(other.box) && Math.hypot(small.x - other.x, small.y - other.y) < LEAST_TARGET)),
      ),
    )
    .map(({ element, box }) => `${nameOf(element)}: a target of ${box.width} by ${box.height} px`)
}

export const layoutFindings = () => [...overflowFindings(), ...clippingFindings(), ...targetFindings()]

/** How many texts and targets there were to look at, and how many targets are smaller than they might be. */
export const layoutCount = () => shownTexts().length + focusable().length + 1
