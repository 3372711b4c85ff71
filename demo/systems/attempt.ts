import {
  type AuthError,
  createAuthFetch,
  createAuthSession,
  createRecovery,
  type SystemLinks,
} from 'react-ciba/core'
import { plan } from './control.js'
import { monitor } from './monitor.js'
import { APPS } from './system-app.js'
import type { ApiName, Row } from './systems-state.js'

/** A server that fails is left alone for so long, then asked once: somebody sits before it. */
export const COOL_DOWN_MS = 5_000

/** What came of a call. */
export type Result = { type: 'worked' } | { type: 'failed'; error: AuthError }

export interface AttemptOptions {
  /** Repeats by itself what may be sent twice. */
  repeats: boolean
  /** Calls in a row, all of which fail. */
  calls: number
}

/** A page that was just opened and signed in, which meets one failure. */
export interface Attempt {
  /** As often as was asked for; tells of the last one. */
  call(): Promise<Result>
  /** Does what the error asks for, and makes the call again where that helped; null where it did not. */
  recover(error: AuthError): Promise<Result | null>
  /** Where people read more about this system. */
  readonly links: SystemLinks
  /** What an app would show, as its handlers were asked. */
  readonly told: readonly string[]
  close(): void
}

/** Everything is new: what one failure leaves behind is not seen in the next. The monitor alone has seen them all. */
export async function openAttempt(
  name: ApiName,
  row: Row,
  { repeats, calls }: AttemptOptions,
): Promise<Attempt> {
  const told: string[] = []
  const app = APPS[name]({ tell: (what) => void told.push(what), session: () => session })
  const { system, path } = app
  const { onEvent } = monitor
  const session = createAuthSession({ refresh: system.refresh, name: `demo-${crypto.randomUUID()}` })
  const circuit = { coolDownMs: COOL_DOWN_MS }
  const authFetch = createAuthFetch({ session, system, retry: repeats && {}, circuit, onEvent })
  const recovery = createRecovery({ session, system, onEvent })

  if (app.signIn) await session.signIn(await app.signIn())
  else await session.getAccessToken()
  session.observe(onEvent)
  await plan(name, { row: row.name, times: calls })

  const { method = 'GET', headers = {} } = row
  const send = () => authFetch(path, { method, headers, ...(method === 'POST' && { body: '{}' }) })
  const resultOf = (promise: Promise<unknown>): Promise<Result> =>
    promise.then(
      () => ({ type: 'worked' }),
      (error: unknown) => ({ type: 'failed', error: error as AuthError }),
    )
  async function callAll() {
    for (let left = calls; left > 1; left--) await resultOf(send())
    return resultOf(send())
  }
  return {
    async call() {
      const other = app.row?.(row)
      return other ? resultOf(other) : callAll()
    },
    recover: async (error) => ((await recovery.recover(error)) ? resultOf(send()) : null),
    links: system.links,
    told,
    close: () => session.dispose(),
  }
}
