'use client'
import { useEffect, useRef } from 'react'
import { useAnnouncer } from '../react/announcer.js'
import { useMessages } from '../react/use-messages.js'
import { useNow } from '../react/use-now.js'

/** When the remaining time is said aloud, in ms. */
const ANNOUNCED_MS = [60_000, 20_000, 0]

/**
 * The time left until `until` (epoch ms), renewed each second. Silent as it ticks; said at a minute, at 20 seconds and at
 * the end. `region` is the live region for that where no provider has one: render it from the first render on.
 */
export function useCountdown(until: number) {
  const { ui } = useMessages()
  const { announce, region } = useAnnouncer()
  const now = useNow(until)
  const leftMs = Math.max(0, until - now)
  const lastLeft = useRef(leftMs)

  useEffect(() => {
    const crossed = ANNOUNCED_MS.some((mark) => lastLeft.current > mark && leftMs <= mark)
    lastLeft.current = leftMs
    if (crossed) announce(ui.timeLeft(leftMs))
  }, [leftMs, announce, ui])

  return {
    leftMs,
    timerProps: { role: 'timer', 'aria-live': 'off', children: ui.timeLeft(leftMs) },
    region,
  } as const
}
