import { createRequire } from 'node:module'
import { QueryClient, QueryClientContext } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import * as React from 'react'
import * as ReactDom from 'react-dom'
import { renderToString, version as serverVersion } from 'react-dom/server'
import { expect, it } from 'vitest'
import { CibaSignIn } from '../../src/components/ciba-sign-in.js'
import { CibaProvider } from '../../src/react/ciba-provider.js'
import { createScriptedClient } from '../../src/testing/scripted-client.js'

const require = createRequire(import.meta.url)
const IS_18 = /^18\./

it('the React of these tests is 18, and so is what renders', () => {
  let stack = ''
  function Page() {
    stack ||= new Error('where').stack ?? ''
    return <p>{React.version}</p>
  }
  render(<Page />)
  expect(screen.getByText(IS_18)).toBeInTheDocument()
  expect(stack).toContain('/node_modules/react-dom-18/')
  expect(stack).not.toContain('/node_modules/react-dom/')
  expect(renderToString(<Page />)).toContain('18.')
  expect([ReactDom.version, serverVersion]).toEqual([
    expect.stringMatching(IS_18),
    expect.stringMatching(IS_18),
  ])
  // What only 19 has.
  expect('use' in React || 'Activity' in React).toBe(false)
})

it.each(['@testing-library/react', '@xstate/react', 'use-sync-external-store/shim', 'react-dom-18'])(
  'the React of %s is the same',
  (library) => {
    const theirs = createRequire(require.resolve(library))('react') as typeof React
    expect(theirs.version).toBe(React.version)
    expect(theirs.useState).toBe(React.useState)
  },
)

it('the React of TanStack Query is the same: its context is of the kind that 18 makes', () => {
  const { Provider } = QueryClientContext as unknown as { Provider: { $$typeof: symbol } }
  expect(Provider.$$typeof).toBe(Symbol.for('react.provider'))
  render(
    <QueryClientContext.Provider value={new QueryClient()}>
      <CibaProvider client={createScriptedClient()}>
        <CibaSignIn />
      </CibaProvider>
    </QueryClientContext.Provider>,
  )
  expect(screen.getByRole('button', { name: 'Sign in' })).toBeInTheDocument()
})
