'use client'
import { createContext, useContext } from 'react'
import { type Clock, systemClock } from '../http/clock.js'

/** The time that is shown and counted by: the flow's, so that a moved clock moves the page too. */
export const ClockContext = /* @__PURE__ */ createContext<Clock>(systemClock)

export function useClock(): Clock {
  return useContext(ClockContext)
}
