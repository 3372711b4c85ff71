import type { Advice } from '../advice.js'
import type { AuthErrorKind } from '../vocabulary.js'

/** What a code means: its kind, and what differs from the usual advice for that kind. */
export interface CodeRow extends Partial<Advice> {
  kind: AuthErrorKind
}

/** Rows by code, as on the wire. */
export type CodeTable = Readonly<Record<string, CodeRow>>

/** The codes of one system, where they mean something else than in the built-in tables. */
export interface SystemErrors {
  name: string
  codes: CodeTable
}
