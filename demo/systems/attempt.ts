import {
  type AuthError,
  type AuthSession,
  createAuthFetch,
  createAuthSession,
  createRecovery,
  type SystemLinks,
} from 'react-ciba/core'
import { plan } from './control.js'
import { monitor } from './monitor.js'
import { APPS, type Page, type SystemApp } from './system-app.js'
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

/** An app that stays open for as long as the same is tried, and knows how often it went wrong. */
export interface OpenApp {
  name: ApiName
  app: SystemApp
  /** Somebody tries, with a session of their own. */
  begin(): { session: AuthSession; told: readonly string[] }
}

export function openApp(name: ApiName, ask: Page['ask']): OpenApp {
  let told: string[] = []
  let session: AuthSession
  const app = APPS[name]({ tell: (what) => void told.push(what), ask, session: () => session })
  return {
    name,
    app,
    begin() {
      told = []
      session = createAuthSession({ refresh: app.system.refresh, name: `demo-${crypto.randomUUID()}` })
      return { session, told }
    },
  }
}

/** But for the app everything is new. The monitor alone has seen them all. */
export async function openAttempt(
  { name, app, begin }: OpenApp,
  row: Row,
  { repeats, calls }: AttemptOptions,
): Promise<Attempt> {
  const { session, told } = begin()
  const { system, path } = app
  const { onEvent } = monitor
  const circuit = { coolDownMs: COOL_DOWN_MS }
  const authFetch = createAuthFetch({ session, system, retry: repeats && {}, circuit, onEvent })
  const recovery = createRecovery({ session, system, onEvent })

  // Where the sign-in is what goes wrong, nobody is there yet.
  if (!row.signIn) await (app.signIn ? session.signIn(await app.signIn()) : session.getAccessToken())
  session.observe(onEvent)
  await plan(name, { row: row.name, times: calls })

  const { method = 'GET', headers = {} } = row
  const send = () => authFetch(path, { method, headers, ...(method === 'POST' && { body: '{}' }) })
  const resultOf = (promise: Promise<unknown>): Promise<Result> =>
    promise.then(
      () => ({ type: 'worked' }),
      (error: unknown) => ({ type: 'failed', error: error as AuthError }),
    )
  const meet = () => resultOf(app.row?.(row) ?? send())
  return {
    async call() {
      for (let left = calls; left > 1; left--) await meet()
      return meet()
    },
    async recover(error) {
      if (!(await recovery.recover(error))) return null
      return session.getStatus() === 'signed_in' ? resultOf(send()) : meet()
    },
    links: system.links,
    told,
    close: () => session.dispose(),
  }
}
