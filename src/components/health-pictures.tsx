'use client'
import type { CircuitStretch } from './health-spans.js'

const BAR = { step: 10, width: 7, height: 40 }

interface BarsProps {
  label: string
  /** From left to right: all of it, and the part of it that is filled. */
  bars: readonly { all: number; filled: number }[]
  look: 'errors' | 'recoveries'
}

/** A bar for each figure; the highest is as high as the picture. */
export function Bars({ label, bars, look }: BarsProps) {
  const most = Math.max(1, ...bars.map(({ all }) => all))
  const bar = (className: string, count: number, index: number) =>
    count > 0 && (
      <rect
        key={`${className}-${index}`}
        className={className}
        x={index * BAR.step + 1.5}
        y={BAR.height - (count / most) * BAR.height}
        width={BAR.width}
        height={(count / most) * BAR.height}
      />
    )
  return (
    <svg
      className="rc-health-picture"
      data-look={look}
      role="img"
      aria-label={label}
      viewBox={`0 -1 ${bars.length * BAR.step} ${BAR.height + 1}`}
      preserveAspectRatio="none"
    >
      {bars.map(({ all, filled }, index) => [
        bar('rc-health-all', all, index),
        bar('rc-health-filled', filled, index),
      ])}
    </svg>
  )
}

const HEIGHTS = { open: 10, half_open: 6, closed: 2 }

interface StripProps {
  label: string
  stretches: readonly CircuitStretch[]
  from: number
  until: number
}

/** A band over time: high where calls were held back, a line where they went out. */
export function Strip({ label, stretches, from, until }: StripProps) {
  return (
    <svg
      className="rc-health-picture rc-health-strip"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${until - from} 10`}
      preserveAspectRatio="none"
    >
      {stretches.map((stretch) => (
        <rect
          key={stretch.from}
          className="rc-health-stretch"
          data-state={stretch.state}
          x={stretch.from - from}
          y={10 - HEIGHTS[stretch.state]}
          width={stretch.until - stretch.from}
          height={HEIGHTS[stretch.state]}
        />
      ))}
    </svg>
  )
}
