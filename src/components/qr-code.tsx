'use client'
import { useMemo } from 'react'
import { generate } from 'lean-qr'
import { toSvgPath } from 'lean-qr/extras/svg'
import type { QrCodeProps } from './slots.js'

/** The quiet zone that scanners need around it, in modules (ISO/IEC 18004). */
const QUIET = 4

/** Null for more than a QR code holds: 2 953 bytes (ISO/IEC 18004). */
function codeOf(text: string) {
  try {
    return generate(text)
  } catch {
    return null
  }
}

/**
 * An address to be scanned: dark on white whatever the page's colours are, since many scanners read nothing else. Nothing
 * for one that is too long: it stands beside it as a link.
 */
export function QrCode({ text, label }: QrCodeProps) {
  const code = useMemo(() => codeOf(text), [text])
  if (code === null) return null
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
