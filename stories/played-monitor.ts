import { createAuthMonitor } from 'react-ciba/core'
import { createMovedClock } from 'react-ciba/testing'

const MINUTE = 60_000
const API = 'https://api.example.com'

/** A monitor on a clock that tests move, and short words for what it sees. */
export function watchedMonitor() {
  const clock = createMovedClock()
  const monitor = createAuthMonitor({ clock })
  const about = { at: 0, flowId: 'orders', durationMs: 200 }
  return {
    clock,
    monitor,
    pass: (minutes: number) => clock.sleep(minutes * MINUTE),
    fail(code: string, times: number) {
      for (let n = 0; n < times; n++) monitor.record({ code })
    },
    recover(tries: number, successes: number) {
      for (let n = 0; n < tries; n++)
        monitor.onEvent({
          ...{ type: 'recovery_finished', ...about, recovery: 'refresh_token', code: 'AUTH_003' },
          helped: n < successes,
        } as const)
    },
    circuit(to: 'open' | 'half_open' | 'closed', origin = API) {
      monitor.onEvent({ type: 'circuit_changed', ...about, flowId: origin, origin, to })
    },
  }
}

export type WatchedMonitor = ReturnType<typeof watchedMonitor>

/** An hour of everyday errors. */
export function aQuietHour(watched = watchedMonitor()): WatchedMonitor {
  for (const [index, count] of [2, 0, 3, 1, 4, 2, 0, 1, 3, 2, 1, 2].entries()) {
    watched.fail('AUTH_003', count)
    watched.recover(count, count)
    if (index % 4 === 2) watched.fail('VAL_001', 2)
    watched.pass(index === 11 ? 3 : 5)
  }
  return watched
}

/** The same, until a service key is revoked and the server goes down. */
export function anOutage(): WatchedMonitor {
  const watched = watchedMonitor()
  for (const count of [2, 3, 1, 2, 2, 4, 3]) {
    watched.fail('AUTH_003', count)
    watched.recover(count, count)
    watched.pass(5)
  }
  watched.fail('HTTP_503', 5)
  watched.fail('AUTH_002', 8)
  watched.circuit('open')
  watched.recover(6, 2)
  for (let minute = 0; minute < 4; minute++) {
    watched.pass(2)
    watched.circuit('half_open')
    watched.fail('HTTP_503', 3)
    watched.pass(0.5)
    watched.circuit(minute < 3 ? 'open' : 'closed')
  }
  watched.fail('AUTH_002', 18)
  watched.fail('RATE_001', 22)
  watched.recover(4, 3)
  watched.pass(4)
  watched.circuit('open', 'https://reports-of-the-whole-group.europe-west.example.com')
  watched.fail('bad_gateway', 6)
  watched.recover(3, 0)
  watched.pass(3)
  watched.fail('AUTH_003', 2)
  return watched
}

/** An hour after most of what raised two alerts. */
export function subsiding(): WatchedMonitor {
  const watched = watchedMonitor()
  watched.fail('AUTH_002', 2)
  watched.fail('RATE_001', 4)
  watched.pass(20)
  watched.fail('AUTH_002', 9)
  watched.fail('RATE_001', 37)
  watched.pass(41)
  return watched
}
