import { warnInDevelopment } from '../events/warn-in-development.js'
import type { Refresher } from './refreshers.js'

/** What renews the sessions of this page that are not disposed of, by their names. */
const inUse = new Map<string, string[]>()

/**
 * The name of a session: the app's, else by where it is renewed. Warns where a session of another server has it already;
 * the same one made twice, as StrictMode and Fast Refresh do, is none.
 */
export function nameSession(refresh: Refresher, given: string | undefined) {
  const name = given ?? (refresh.url === undefined ? 'react-ciba' : `react-ciba ${refresh.url}`)
  const mine = refresh.url ?? String(refresh)
  const others = inUse.get(name) ?? []
  if (others.some((other) => other !== mine))
    warnInDevelopment(
      () => 'two sessions of this page have one name, and so end each other: give each its `name`',
    )
  inUse.set(name, [...others, mine])
  return {
    name,
    /** The session is disposed of. */
    release() {
      const left = [...(inUse.get(name) ?? [])]
      left.splice(left.indexOf(mine), 1)
      inUse.set(name, left)
    },
  }
}
