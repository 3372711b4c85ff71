'use client'
import { useEffect, useRef } from 'react'
import { useAnnouncer } from '../react/announcer.js'
import { useMessages } from '../react/use-messages.js'
import { useNow } from '../react/use-now.js'

export interface CountdownProps {
  /** Epoch ms. */
  until: number
}

/** When the remaining time is said aloud, in ms. */
const ANNOUNCED_MS = [60_000, 20_000, 0]

/** The remaining time. Silent as it ticks; said at a minute, at 20 seconds and at the end. */
export function Countdown({ until }: CountdownProps) {
  const { ui } = useMessages()
  const { announce, region } = useAnnouncer()
  const now = useNow(until)
  const left = Math.max(0, until - now)
  const lastLeft = useRef(left)

  useEffect(() => {
    const crossed = ANNOUNCED_MS.some((mark) => lastLeft.current > mark && left <= mark)
    lastLeft.current = left
    if (crossed) announce(ui.timeLeft(left))
  }, [left, announce, ui])

  return (
    <>
      <span className="rc-countdown" role="timer" aria-live="off" data-part="countdown">
        {ui.timeLeft(left)}
      </span>
      {region}
    </>
  )
}
