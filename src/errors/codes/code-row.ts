import type { Advice } from '../advice.js'
import type { AuthErrorKind } from '../vocabulary.js'

/** What a code means: its kind, and what differs from the usual advice for that kind. */
export interface CodeRow extends Partial<Advice> {
  kind: AuthErrorKind
  /** A code that is used for several things: the kinds that its sentence may make of it. */
  orAsSaid?: readonly AuthErrorKind[]
  /** The account's state that the code names. */
  userState?: string
}

/** A kind alone where nothing differs. */
export type Meaning = AuthErrorKind | CodeRow

/** Rows by code, as on the wire. */
export type CodeTable = Readonly<Record<string, Meaning>>

/** The codes of one system, where they mean something else than in the built-in tables. */
export interface SystemErrors {
  name: string
  codes: CodeTable
  /** Whether a link of an answer may be shown that is not on the API's own site. */
  trustHelpUrl?: ((url: URL) => boolean) | undefined
}

/**
 * The codes of a system of the app's own, for `context.system`.
 * @throws TypeError for a code that could not be on a wire.
 */
export function defineSystemErrors<const T extends SystemErrors>(system: T): T {
  for (const code of Object.keys(system.codes))
    if (!/^\S{1,100}$/.test(code))
      throw new TypeError(`react-ciba: "${code}" is no code: codes have 1 to 100 characters and no spaces`)
  return system
}
