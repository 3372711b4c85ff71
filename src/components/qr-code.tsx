'use client'
import { generate } from 'lean-qr'
import { toSvgPath } from 'lean-qr/extras/svg'
import type { QrCodeProps } from './slots.js'

/** The quiet zone that scanners need around it, in modules (ISO/IEC 18004). */
const QUIET = 4

/** An address to be scanned: dark on white whatever the page's colours are, since many scanners read nothing else. */
export function QrCode({ text, label }: QrCodeProps) {
  const code = generate(text)
  const side = code.size + 2 * QUIET
  return (
    <figure className="rc-qr" data-part="qr-code">
      <svg
        viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`}
        role="img"
        aria-label={label}
        shapeRendering="crispEdges"
      >
        <path d={toSvgPath(code)} />
      </svg>
      <figcaption className="rc-note" aria-hidden="true">
        {label}
      </figcaption>
    </figure>
  )
}
