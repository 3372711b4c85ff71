export type Colour = [red: number, green: number, blue: number, alpha: number]

const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
const known = new Map<string, Colour>()

/** Any colour of CSS as the pixel that the browser makes of it. */
export function pixelOf(css: string): Colour {
  const before = known.get(css)
  if (before) return before
  if (!context) throw new Error('There is no canvas')
  // A canvas keeps the colour before where it does not know one.
  context.fillStyle = 'transparent'
  context.clearRect(0, 0, 1, 1)
  context.fillStyle = css
  context.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data
  const colour: Colour = [red, green, blue, alpha / 255]
  known.set(css, colour)
  return colour
}

export function over([red, green, blue, alpha]: Colour, below: Colour): Colour {
  const mix = (one: number, other: number) => one * alpha + other * (1 - alpha)
  return [mix(red, below[0]), mix(green, below[1]), mix(blue, below[2]), 1]
}

/** What an element stands on: the backgrounds around it, down to the page. */
export function backgroundOf(element: Element | null): Colour {
  if (element === null) return pixelOf('Canvas')
  const { backgroundColor, backgroundImage } = getComputedStyle(element)
  const first = /(?:rgb|oklab|color|oklch|lab)\([^)]*\)/.exec(backgroundImage)?.[0]
  const own = pixelOf(first ?? backgroundColor)
  return own[3] === 1 ? own : over(own, backgroundOf(element.parentElement))
}

function luminance([red, green, blue]: Colour): number {
  const linear = (channel: number) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/** WCAG 2.2, "contrast ratio": 1 to 21, of a colour on an opaque one. */
export function contrast(colour: Colour, below: Colour): number {
  const one = luminance(over(colour, below))
  const other = luminance(below)
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
}
