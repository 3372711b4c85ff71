import type { AuthError } from './auth-error.js'
import type { AuthErrorKind } from './vocabulary.js'

type Handler<K extends AuthErrorKind, R> = (error: AuthError & { kind: K }) => R

/** A handler for every kind. */
export type EveryKind<R> = { [K in AuthErrorKind]: Handler<K, R> }
/** Handlers for some kinds, and one for the others. */
export type SomeKinds<R> = Partial<EveryKind<R>> & { otherwise: (error: AuthError) => R }

/** Calls the handler of the error's kind. Without `otherwise` every kind must have one, or it does not compile. */
export function matchError<R>(error: AuthError, handlers: EveryKind<R> | SomeKinds<R>): R {
  const { [error.kind]: own, otherwise } = handlers as SomeKinds<R>
  return own === undefined ? otherwise(error) : (own as (error: AuthError) => R)(error)
}
