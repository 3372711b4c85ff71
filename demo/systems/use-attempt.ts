import { useEffect, useRef, useState } from 'react'
import { type AuthError, normalizeError, type SystemLinks } from 'react-ciba/core'
import { type Attempt, type AttemptOptions, openApp, openAttempt, type OpenApp } from './attempt.js'
import { stateOf } from './control.js'
import type { ApiName, Row, SystemState } from './systems-state.js'

/** How far an attempt has come. */
export type Stage = 'calling' | 'worked' | 'failed' | 'recovering' | 'worked_again' | 'told'

export interface Shown {
  row: Row
  stage: Stage
  error: AuthError | null
  told: readonly string[]
  links: SystemLinks
  calls: SystemState['calls']
}

/** What an app wants to know of whoever sits before it. */
export interface Question {
  text: string
  answer(given: string): void
}

const NOTHING = { told: [], calls: [], links: {} }

/** Meets one failure after another, and tells how each went. */
export function useAttempt(name: ApiName) {
  const [shown, setShown] = useState<Shown | null>(null)
  const [question, setQuestion] = useState<Question | null>(null)
  const open = useRef<{ row: string; app: OpenApp } | null>(null)
  const attempt = useRef<Attempt | null>(null)
  const turn = useRef(0)
  useEffect(() => () => attempt.current?.close(), [])

  async function show(mine: number, next: Pick<Shown, 'row' | 'stage' | 'error'>) {
    const { calls } = await stateOf(name)
    const { told = [], links = {} } = attempt.current ?? {}
    if (mine === turn.current) setShown({ ...next, calls, told: [...told], links })
  }

  const ask = (text: string) =>
    new Promise<string>((resolve) => {
      setQuestion({
        text,
        answer(given) {
          setQuestion(null)
          resolve(given)
        },
      })
    })

  /** Whoever tries the same again is where they were. */
  function appFor(row: string) {
    if (open.current?.row !== row) open.current = { row, app: openApp(name, ask) }
    return open.current.app
  }

  async function meet(row: Row, options: AttemptOptions) {
    const mine = ++turn.current
    attempt.current?.close()
    setQuestion(null)
    setShown({ row, stage: 'calling', error: null, ...NOTHING })
    try {
      const opened = await openAttempt(appFor(row.name), row, options)
      if (mine !== turn.current) return opened.close()
      attempt.current = opened
      const result = await opened.call()
      const error = result.type === 'failed' ? result.error : null
      await show(mine, { row, stage: result.type, error })
    } catch (thrown) {
      setShown({ row, stage: 'failed', error: normalizeError(thrown), ...NOTHING })
    }
  }

  async function recover() {
    const mine = turn.current
    if (shown?.error == null || shown.stage !== 'failed' || attempt.current === null) return
    const { row, error } = shown
    setShown({ ...shown, stage: 'recovering' })
    const result = await attempt.current.recover(error)
    if (result === null) await show(mine, { row, stage: 'told', error })
    else if (result.type === 'worked') await show(mine, { row, stage: 'worked_again', error: null })
    else await show(mine, { row, stage: 'failed', error: result.error })
  }

  return { shown, question, meet, recover }
}
