'use client'
import type { useAuthHealth } from '../react/use-auth-health.js'

export type Health = ReturnType<typeof useAuthHealth>
export type Circuit = Health['circuits'][number]

/** What a bucket of the history has. */
const BUCKET_MS = 10_000
const SPAN_MS = 300_000
const SPANS = 12

/** What happened in five minutes. */
export interface HealthSpan {
  /** Epoch ms. */
  at: number
  until: number
  errors: number
  tries: number
  successes: number
  /** Circuits that were open at some time of it. */
  held: number
}

/** A time in which a circuit was in one state. */
export interface CircuitStretch {
  from: number
  until: number
  state: Circuit['state']
}

/** What became of a circuit between two times. One that nobody has heard of is closed. */
export function stretchesOf({ changes }: Circuit, from: number, until: number): CircuitStretch[] {
  const all = [{ at: from, to: 'closed' as Circuit['state'] }, ...changes]
  return all
    .map(({ at, to }, index) => ({
      from: Math.max(at, from),
      until: Math.min(all[index + 1]?.at ?? until, until),
      state: to,
    }))
    .filter((stretch) => stretch.until > stretch.from)
}

/** The last hour in five minutes each, oldest first. The last ends with the running bucket: all are what the figures count. */
export function spansOf({ at, history, circuits }: Health): HealthSpan[] {
  const end = (history.at(-1)?.at ?? at) + BUCKET_MS
  return Array.from({ length: SPANS }, (_, index) => {
    const from = end - (SPANS - index) * SPAN_MS
    const until = from + SPAN_MS
    const inside = history.filter((bucket) => bucket.at >= from && bucket.at < until)
    const sum = (of: 'errors' | 'tries' | 'successes') =>
      inside.reduce((total, bucket) => total + bucket[of], 0)
    const wasOpen = (circuit: Circuit) =>
      stretchesOf(circuit, from, Math.min(until, at)).some(({ state }) => state === 'open')
    return {
      at: from,
      until,
      errors: sum('errors'),
      tries: sum('tries'),
      successes: sum('successes'),
      held: circuits.filter(wasOpen).length,
    }
  })
}
