'use client'
import { useQueryReset } from '../react/use-query-reset.js'
import { type AuthErrorBoundaryProps, AuthErrorBoundary as Boundary } from './auth-error-boundary.js'

/**
 * Shows the banner in place of a tree that threw, a query of it too: "Try again" fetches that again, by the nearest `QueryErrorResetBoundary`
 * of TanStack Query or, without one, by the one that all share. `onReset` is called after that.
 */
export function AuthErrorBoundary({ onReset, ...props }: AuthErrorBoundaryProps) {
  const reset = useQueryReset()
  return (
    <Boundary
      {...props}
      onReset={() => {
        reset()
        onReset?.()
      }}
    />
  )
}
