import type { Clock } from './clock.js'

interface Waiting {
  callback: () => void
  dueAt: number
  timer: unknown
}

/** A clock whose timers can be put away and taken up again; each still fires at its own time, or at once if that passed. */
export interface PausableClock extends Clock {
  pause(): void
  resume(): void
}

export function pausableClock(clock: Clock): PausableClock {
  const waiting = new Set<Waiting>()
  let paused = false
  const passed = () => clock.monotonic?.() ?? clock.now()

  const arm = (entry: Waiting) => {
    entry.timer = clock.setTimeout(
      () => {
        waiting.delete(entry)
        entry.callback()
      },
      Math.max(0, entry.dueAt - passed()),
    )
  }

  return {
    now: () => clock.now(),
    setTimeout(callback, delayMs) {
      const entry: Waiting = { callback, dueAt: passed() + delayMs, timer: undefined }
      waiting.add(entry)
      if (!paused) arm(entry)
      return entry
    },
    clearTimeout(timer) {
      const entry = timer as Waiting
      if (waiting.delete(entry)) clock.clearTimeout(entry.timer)
    },
    pause() {
      paused = true
      for (const entry of waiting) clock.clearTimeout(entry.timer)
    },
    resume() {
      paused = false
      for (const entry of [...waiting].sort((a, b) => a.dueAt - b.dueAt)) arm(entry)
    },
  }
}
