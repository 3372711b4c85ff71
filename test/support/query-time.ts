import { focusManager, timeoutManager } from '@tanstack/react-query'
import { afterAll, beforeAll, vi } from 'vitest'
import type { Clock } from '../../src/http/clock.js'

type Provider = Parameters<typeof timeoutManager.setTimeoutProvider>[0]

const SYSTEM: Provider = {
  setTimeout: (callback, delayMs) => Number(globalThis.setTimeout(callback, delayMs)),
  clearTimeout: (timer) => globalThis.clearTimeout(Number(timer)),
  setInterval: (callback, delayMs) => Number(globalThis.setInterval(callback, delayMs)),
  clearInterval: (timer) => globalThis.clearInterval(Number(timer)),
}

/** It warns of timers that were begun by another one; none is left of the tests before. */
function provide(provider: Provider) {
  const warned = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  timeoutManager.setTimeoutProvider(provider)
  warned.mockRestore()
}

/** TanStack Query waits by a clock that a file's tests move; files after it find all as it was. */
export function queriesWaitBy(clock: Clock): void {
  beforeAll(() =>
    provide({
      setTimeout: (callback, delayMs) => clock.setTimeout(callback, delayMs) as number,
      clearTimeout: (timer) => clock.clearTimeout(timer),
      setInterval: () => 0,
      clearInterval: () => undefined,
    }),
  )
  afterAll(() => {
    provide(SYSTEM)
    focusManager.setFocused(undefined)
  })
}
