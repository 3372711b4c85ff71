import * as React from 'react'
import * as jsxRuntime from 'react/jsx-runtime'
import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import * as reactCiba from '../../src/index.js'
import type { CibaControllerOptions } from '../../src/machine/controller.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createScriptedClient, failsWith, type Script } from '../../src/testing/scripted-client.js'
import { runRecipe } from '../support/page-recipe.js'

/** A sample of the page "Recipes", whose system and time the test decides. */
function open(heading: string, script: Script) {
  const clock = createMovedClock()
  const client = createScriptedClient({ clock, ...script })
  const { CibaProvider } = reactCiba
  const useEither = reactCiba.useCibaAuth as (options?: CibaControllerOptions) => unknown
  const packages = {
    react: React,
    'react/jsx-runtime': jsxRuntime,
    'react-ciba': {
      ...reactCiba,
      ...{ authsec: () => client, bff: () => client },
      CibaProvider: (props: CibaControllerOptions) => <CibaProvider {...props} clock={clock} />,
      useCibaAuth: (options?: CibaControllerOptions) => useEither(options && { ...options, clock }),
    },
  }
  const parts = runRecipe('recipes', heading, { packages }) as Record<string, React.ElementType>
  const user = userEvent.setup({ delay: null })
  const advance = (ms: number) => act(() => clock.advance(ms))
  const press = async (name: string) => {
    await user.click(screen.getByRole('button', { name }))
    await advance(0)
  }
  return { client, parts, user, advance, press }
}

const buttons = () => screen.getAllByRole('button').map(({ textContent }) => textContent)

it('a payment is confirmed once, and the focus stays where it was', async () => {
  const script: Script = { poll: ['approved'], approval: { tokens: { accessToken: 'a' } } }
  const { client, parts, advance, press } = open('Confirm one payment', script)
  const { ConfirmPayment = 'p' } = parts
  const onConfirmed = vi.fn()
  render(<ConfirmPayment loginHint="dana@example.com" reference="PAY-42" onConfirmed={onConfirmed} />)
  await press('Pay 42 €')
  expect(screen.getByText('Approve PAY-42 on your phone')).toBeVisible()
  await press('Pay 42 €')
  await advance(5_000)
  expect(screen.getByText('Confirmed')).toBeVisible()
  expect(screen.getByRole('button', { name: 'Paid' })).toHaveFocus()
  await press('Paid')
  await advance(10_000)
  expect(client.count('initiate')).toBe(1)
  expect(onConfirmed).toHaveBeenCalledOnce()
})

it('a payment that was declined can be tried again', async () => {
  const { client, parts, advance, press } = open('Confirm one payment', {
    poll: [failsWith('access_denied')],
  })
  const { ConfirmPayment = 'p' } = parts
  render(<ConfirmPayment loginHint="dana@example.com" reference="PAY-42" onConfirmed={() => undefined} />)
  await press('Pay 42 €')
  await advance(5_000)
  expect(screen.getByRole('heading')).toHaveTextContent('You declined on your phone')
  await press('Try again')
  expect(client.count('initiate')).toBe(2)
})

it.each([
  ['invalid_login_hint', 'Start over'],
  ['invalid_client', 'Start over'],
])('own elements lead back to the address after %s', async (code, name) => {
  const { parts, user, press } = open('With your own elements', { initiate: [failsWith(code)] })
  const { SignInPage = 'p' } = parts
  render(<SignInPage />)
  await user.type(screen.getByLabelText('Email'), 'dana@example.com')
  await press('Sign in')
  await press(name)
  expect(screen.getByLabelText('Email')).toBeVisible()
})

it('own elements have a way out of waiting and of the code, also when the push is over', async () => {
  const { parts, user, advance, press } = open('With your own elements', {})
  const { SignInPage = 'p' } = parts
  render(<SignInPage />)
  await user.type(screen.getByLabelText('Email'), 'dana@example.com')
  await press('Sign in')
  await advance(60_000)
  expect(buttons()).toContain('Cancel')
  await press('Use a code instead')
  await advance(600_000)
  expect(buttons()).toEqual(['Verify', 'Cancel'])
})
