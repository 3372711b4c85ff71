import { useSyncExternalStore } from 'react'
import { screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { renderFlow } from '../support/flow-harness.js'

interface Source<T> {
  getSnapshot(): T
  subscribe(listener: () => void): { unsubscribe(): void }
}

// @xstate/react 5 and 6.0 subscribe with a function where 6.1 has an observer.
vi.mock('@xstate/react', () => ({
  useSelector<T, Selected>(source: Source<T>, select: (snapshot: T) => Selected): Selected {
    const { getSnapshot } = source
    const snapshot = useSyncExternalStore(
      (listener) => source.subscribe(listener).unsubscribe,
      getSnapshot,
      getSnapshot,
    )
    return select(snapshot)
  },
}))

it('shows each step with the versions of @xstate/react that the package allows', async () => {
  const { signIn, advance } = await renderFlow({ poll: ['approved'] })
  await signIn()
  expect(screen.getByRole('heading')).toHaveTextContent('Approve on your phone')
  await advance(5_000)
  expect(screen.getByRole('heading')).toHaveTextContent('You are signed in')
})
