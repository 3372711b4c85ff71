import { render, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { AuthErrorBanner } from '../../src/components/auth-error-banner.js'
import { BindingCode } from '../../src/components/binding-code.js'
import { CibaSignIn } from '../../src/components/ciba-sign-in.js'
import { type SlotProps, type Slots, SlotsProvider } from '../../src/components/slots.js'
import { authError } from '../../src/errors/normalize.js'
import { failsWith } from '../../src/testing/scripted-client.js'
import { renderFlow } from '../support/flow-harness.js'

const Mine = {
  Button: ({ look, ...props }: SlotProps['Button']) => (
    <button data-mine="Button" data-acme={look} {...props} />
  ),
  Link: ({ children, ...props }: SlotProps['Link']) => (
    <a data-mine="Link" {...props}>
      {children}
    </a>
  ),
  Title: ({ level, elementRef, ...props }: SlotProps['Title']) => (
    <div data-mine="Title" role="heading" aria-level={level} ref={elementRef} {...props} />
  ),
  Text: ({ look, inline, ...props }: SlotProps['Text']) => (
    <span data-mine="Text" data-acme={`${look}${inline ? ' inline' : ''}`} {...props} />
  ),
  Label: ({ htmlFor, ...props }: SlotProps['Label']) => (
    <label data-mine="Label" htmlFor={htmlFor} {...props} />
  ),
  Input: ({ elementRef, ...props }: SlotProps['Input']) => (
    <input data-mine="Input" ref={elementRef} {...props} />
  ),
  CodeInput: ({ elementRef, ...props }: SlotProps['CodeInput']) => (
    <input data-mine="CodeInput" ref={elementRef} {...props} />
  ),
  Actions: (props: SlotProps['Actions']) => <div data-mine="Actions" {...props} />,
  Panel: (props: SlotProps['Panel']) => <article data-mine="Panel" {...props} />,
  Banner: ({ tone, ...props }: SlotProps['Banner']) => (
    <aside data-mine="Banner" data-acme={tone} {...props} />
  ),
  Details: ({ summary, children }: SlotProps['Details']) => (
    <div data-mine="Details">
      {summary}: {children}
    </div>
  ),
  BindingCode: ({ code }: SlotProps['BindingCode']) => <b data-mine="BindingCode">{code}</b>,
  Countdown: ({ until }: SlotProps['Countdown']) => <i data-mine="Countdown">{until}</i>,
  RequestId: ({ id }: SlotProps['RequestId']) => <code data-mine="RequestId">{id}</code>,
} satisfies Slots

const mine = () =>
  Array.from(document.querySelectorAll<HTMLElement>('[data-mine]'), ({ dataset }) => dataset.mine)
const classes = () => Array.from(document.querySelectorAll('[class]'), ({ className }) => String(className))

const atAcme = <CibaSignIn appName="Acme" slots={Mine} />

it('MUST render every piece of every step through its slot, and work as before', async () => {
  const { signIn, press, user, advance, root, client } = await renderFlow(
    { totp: [failsWith('invalid_code'), 'approved'] },
    {},
    atAcme,
  )
  expect(new Set(mine())).toEqual(new Set(['Panel', 'Title', 'Text', 'Label', 'Input', 'Button']))

  await press('Sign in')
  expect(screen.getByLabelText('Email')).toHaveFocus()
  expect(screen.getByText('Enter your email address')).toHaveAttribute('data-acme', 'problem')

  await signIn()
  expect(new Set(mine())).toEqual(
    new Set(['Panel', 'Title', 'Text', 'BindingCode', 'Countdown', 'Actions', 'Button']),
  )
  await press('Use a code instead')
  expect(new Set(mine())).toEqual(
    new Set(['Panel', 'Title', 'Text', 'Label', 'CodeInput', 'Actions', 'Button']),
  )
  const field = screen.getByLabelText<HTMLInputElement>('Verification code')
  expect(field).toHaveFocus()
  await user.type(field, '111111')
  await advance(400)
  expect([field.selectionStart, field.selectionEnd]).toEqual([0, 6])
  await user.keyboard('222222')
  await advance(400)
  expect(client.count('verifyTotp')).toBe(2)
  expect(root()).toHaveAttribute('data-state', 'approved')
})

it('MUST render every piece of an error through its slot', async () => {
  const onRetry = vi.fn()
  const error = authError('INTERNAL_ERROR', { requestId: 'req-7', retryAt: Date.now() + 60_000 })
  render(
    <SlotsProvider slots={Mine}>
      <AuthErrorBanner error={error} onRetry={onRetry} onDismiss={() => {}} showTechnicalDetail />
    </SlotsProvider>,
  )
  expect(new Set(mine())).toEqual(
    new Set(['Banner', 'Title', 'Text', 'Actions', 'Button', 'RequestId', 'Details']),
  )
  const retry = screen.getByRole('button', { name: 'Try again' })
  expect(retry).toHaveAttribute('data-acme', 'primary')
  expect(retry).toHaveAttribute('aria-disabled', 'true')
  retry.click()
  expect(onRetry).not.toHaveBeenCalled()
  // What is left of the library's own look has no slot, for it is nothing to look at.
  expect(
    classes().filter((name) => !/^rc-(visually-hidden|support-details|links|action)$/.test(name)),
  ).toEqual([])
})

it('MUST let a whole step be replaced: a user name in the place of an address', async () => {
  const slots: Slots = {
    LoginHintForm: ({ onSubmit }) => <button onClick={() => onSubmit('dana')}>I am Dana</button>,
  }
  const { press, root } = await renderFlow({}, {}, <CibaSignIn slots={slots} />)
  await press('I am Dana')
  expect(root()).toHaveAttribute('data-state', 'polling')
})

it('MUST let a slot use what it replaces', () => {
  const slots: Slots = {
    BindingCode: (props) => (
      <div data-mine="frame">
        <BindingCode {...props} />
      </div>
    ),
  }
  const { container } = render(
    <SlotsProvider slots={slots}>
      <BindingCode code="KQ7-42M" />
    </SlotsProvider>,
  )
  expect(container.querySelectorAll('[data-mine="frame"]')).toHaveLength(1)
  expect(container.querySelector('[data-part="binding-code"]')).toHaveTextContent('KQ7-42M')
})

it('MUST leave what is not given as it is around it', () => {
  const { container } = render(
    <SlotsProvider slots={{ Title: Mine.Title, Button: Mine.Button }}>
      <SlotsProvider slots={{ Title: undefined, Text: Mine.Text }}>
        <AuthErrorBanner error={authError('access_denied')} />
      </SlotsProvider>
    </SlotsProvider>,
  )
  expect(new Set(mine())).toEqual(new Set(['Text', 'Button']))
  expect(container.querySelector('h2')).toHaveTextContent('You declined on your phone')
})
