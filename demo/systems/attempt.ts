import {
  type AuthError,
  createAuthFetch,
  createAuthSession,
  createRecovery,
  type SystemLinks,
} from 'react-ciba/core'
import { APPS } from './system-app.js'
import type { Row, SystemName, SystemState } from './systems-state.js'

async function control(name: SystemName, row?: string): Promise<SystemState> {
  const init = { method: 'POST', body: JSON.stringify({ row }) }
  const answer = await fetch(`/systems/${name}/control`, row === undefined ? {} : init)
  if (!answer.ok) throw answer
  return (await answer.json()) as SystemState
}

export const stateOf = (name: SystemName) => control(name)

/** What came of a call. */
export type Result = { type: 'worked' } | { type: 'failed'; error: AuthError }

/** A page that was just opened and signed in, which meets one failure. */
export interface Attempt {
  call(): Promise<Result>
  /** Does what the error asks for, and makes the call again where that helped; null where it did not. */
  recover(error: AuthError): Promise<Result | null>
  /** Where people read more about this system. */
  readonly links: SystemLinks
  /** What an app would show, as its handlers were asked. */
  readonly told: readonly string[]
  close(): void
}

/** Everything is new: what one failure leaves behind is not seen in the next. */
export async function openAttempt(name: SystemName, row: Row, repeats: boolean): Promise<Attempt> {
  const told: string[] = []
  const app = APPS[name]({ tell: (what) => void told.push(what), session: () => session })
  const { system, path } = app
  const session = createAuthSession({ refresh: system.refresh, name: `demo-${crypto.randomUUID()}` })
  const authFetch = createAuthFetch({ session, system, retry: repeats && {} })
  const recovery = createRecovery({ session, system })

  if (app.signIn) await session.signIn(await app.signIn())
  else await session.getAccessToken()
  await control(name, row.name)

  const { method = 'GET', headers = {} } = row
  const send = () => authFetch(path, { method, headers, ...(method === 'POST' && { body: '{}' }) })
  const resultOf = (promise: Promise<unknown>): Promise<Result> =>
    promise.then(
      () => ({ type: 'worked' }),
      (error: unknown) => ({ type: 'failed', error: error as AuthError }),
    )
  return {
    call: () => resultOf(app.row?.(row) ?? send()),
    recover: async (error) => ((await recovery.recover(error)) ? resultOf(send()) : null),
    links: system.links,
    told,
    close: () => session.dispose(),
  }
}
