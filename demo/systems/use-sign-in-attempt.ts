import { useEffect, useRef, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { plan, stateKey } from './control.js'
import { openSignIn, type SignInAttempt, type SignInOptions } from './sign-in-attempt.js'
import type { Row } from './systems-state.js'

/** Begins one sign-in after another, each of which meets a failure. */
export function useSignInAttempt() {
  const queries = useQueryClient()
  const [attempt, setAttempt] = useState<SignInAttempt | null>(null)
  const [error, setError] = useState<unknown>(null)
  const open = useRef<SignInAttempt | null>(null)
  useEffect(() => () => open.current?.close(), [])

  async function meet(row: Row, options: SignInOptions) {
    open.current?.close()
    const mine = openSignIn(row, options)
    open.current = mine
    setAttempt(mine)
    setError(null)
    try {
      queries.setQueryData(stateKey('authsec'), await plan('authsec', { row: row.name, times: 1 }))
      if (open.current === mine) mine.begin()
    } catch (thrown) {
      setError(thrown)
    }
  }

  return { attempt, error, meet }
}
