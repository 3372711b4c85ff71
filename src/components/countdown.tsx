'use client'
import { slotted } from './slots.js'
import { useCountdown } from './use-countdown.js'

/** The remaining time. Silent as it ticks; said at a minute, at 20 seconds and at the end. */
export const Countdown = /* @__PURE__ */ slotted('Countdown', ({ until }) => {
  const { timerProps, region } = useCountdown(until)
  return (
    <>
      <span className="rc-countdown" data-part="countdown" {...timerProps} />
      {region}
    </>
  )
})
