import { render, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { useApprovalPending } from '../../src/components/use-approval-pending.js'
import { useAuthErrorBanner } from '../../src/components/use-auth-error-banner.js'
import { useCibaSignIn } from '../../src/components/use-ciba-sign-in.js'
import { useCountdown } from '../../src/components/use-countdown.js'
import { useLoginHintForm } from '../../src/components/use-login-hint-form.js'
import { useTotpForm } from '../../src/components/use-totp-form.js'
import { authError } from '../../src/errors/normalize.js'
import { failsWith } from '../../src/testing/scripted-client.js'
import { renderFlow } from '../support/flow-harness.js'

function Address({ onSubmit }: { onSubmit: (hint: string) => void }) {
  const form = useLoginHintForm({ onSubmit, appName: 'Acme' })
  return (
    <form {...form.formProps}>
      <h1 {...form.titleProps} />
      <p {...form.hintProps} />
      <label {...form.labelProps} />
      <input {...form.inputProps} />
      {form.problemProps && <p {...form.problemProps} />}
      <button {...form.submitProps} />
      {form.region}
    </form>
  )
}

function Left({ until }: { until: number }) {
  const { timerProps } = useCountdown(until)
  return <b {...timerProps} />
}

function Pending() {
  const pending = useApprovalPending('Acme')
  return (
    <div>
      <h1 tabIndex={-1} data-step-focus="" {...pending.titleProps} />
      {pending.textProps && <p {...pending.textProps} />}
      {pending.verification && <a {...pending.verification.linkProps} />}
      <p {...pending.codeBoxProps}>{pending.spokenCode}</p>
      <p {...pending.activityProps} />
      {pending.waitUntil !== null && <Left until={pending.waitUntil} />}
      {pending.sendAgain && <button {...pending.sendAgain.sendProps} />}
      {pending.sendAgain?.waitProps && <p {...pending.sendAgain.waitProps} />}
      {pending.useCodeProps && <button {...pending.useCodeProps} />}
      <button {...pending.cancelProps} />
    </div>
  )
}

function Code() {
  const form = useTotpForm()
  return (
    <form {...form.formProps}>
      <h1 tabIndex={-1} data-step-focus="" {...form.titleProps} />
      <label {...form.labelProps} />
      <input data-step-focus="" {...form.inputProps} />
      {form.problemProps && <p {...form.problemProps} />}
      <p {...form.hintProps} />
      <button {...form.submitProps} />
      {form.backToPushProps && <button {...form.backToPushProps} />}
      <button {...form.cancelProps} />
    </form>
  )
}

function Failure({ error, ...options }: { error: unknown } & Parameters<typeof useAuthErrorBanner>[1]) {
  const { banner, region } = useAuthErrorBanner(error, options)
  return (
    <>
      {region}
      {banner && (
        <section {...banner.sectionProps}>
          <h1 {...banner.titleProps} />
          <p {...banner.explanationProps} />
          <p {...banner.adviceProps} />
          {banner.actions.map(({ action, buttonProps }) => (
            <button key={action} {...buttonProps} />
          ))}
          {banner.waitProps && <p {...banner.waitProps} />}
          {banner.request && <code>{banner.request.id}</code>}
          <button {...banner.copyProps} />
        </section>
      )}
    </>
  )
}

function Start({ titleProps, textProps, startProps }: ReturnType<typeof useCibaSignIn>['start']) {
  return (
    <div>
      <h1 tabIndex={-1} data-step-focus="" {...titleProps} />
      <p {...textProps} />
      <button {...startProps} />
    </div>
  )
}

/** A sign-in without one component of the library's. */
function AcmeSignIn() {
  const signIn = useCibaSignIn('Acme')
  return (
    <main {...signIn.rootProps} data-part="ciba-sign-in">
      {signIn.step === 'start' && <Start {...signIn.start} />}
      {signIn.step === 'login_hint' && <Address {...signIn.loginHint} />}
      {signIn.step === 'pending' && <Pending />}
      {signIn.step === 'totp' && <Code />}
      {signIn.step === 'error' && <Failure error={signIn.error} {...signIn.errorOptions} />}
      {signIn.step === 'cancelled' && <button {...signIn.cancelled.tryAgainProps} />}
      {signIn.step === 'approved' && <h1>{signIn.approved.title}</h1>}
    </main>
  )
}

it('MUST give elements of the app all that the library’s own have: the whole sign-in', async () => {
  const { press, signIn, advance, user, root } = await renderFlow(
    { totp: [failsWith('invalid_code'), failsWith('too_many_retries')], poll: ['pending'] },
    { waitMs: 40_000 },
    <AcmeSignIn />,
  )
  await press('Sign in')
  const email = screen.getByLabelText('Email')
  expect(email).toHaveFocus()
  expect(email).toHaveAccessibleDescription('Enter your email address')

  await signIn()
  expect(screen.getByRole('heading')).toHaveTextContent('Approve on your phone')
  expect(screen.getByRole('heading')).toHaveFocus()
  expect(screen.getByText(/^Code: ([A-Z0-9] ){3}dash/)).toBeVisible()
  expect(screen.getByRole('timer')).toHaveTextContent('40 seconds left')
  expect(screen.queryByRole('button', { name: 'Send again' })).toBeNull()
  await advance(16_000)
  expect(screen.getByRole('button', { name: 'Send again' })).toHaveAccessibleDescription(
    'You can send again in 14 seconds.',
  )

  await advance(24_000)
  expect(root()).toHaveAttribute('data-state', 'timeout')
  await press('Keep waiting')
  expect(root()).toHaveAttribute('data-state', 'polling')

  await press('Use a code instead')
  const code = screen.getByLabelText<HTMLInputElement>('Verification code')
  expect(code).toHaveFocus()
  await user.paste('123 456')
  await advance(400)
  expect(code).toHaveAccessibleDescription(/attempts left/)
  expect([code.selectionStart, code.selectionEnd]).toEqual([0, 6])
  await user.keyboard('222222')
  await advance(400)
  expect(root()).toHaveAttribute('data-state', 'locked')
  expect(screen.getByRole('heading')).toHaveFocus()
  expect(screen.getByText(/^You can try again in /)).toBeVisible()
})

it('MUST give elements of the app all that the library’s own have: a code on another device', async () => {
  const verification = { userCode: 'WDJB-MJHT', uri: 'https://id.example/device' }
  const { press, advance, root } = await renderFlow(
    {
      needsLoginHint: false,
      initiate: [{ authReqId: 'a', expiresIn: 600, verification }],
      poll: ['approved'],
    },
    {},
    <AcmeSignIn />,
  )
  expect(screen.getByRole('heading')).toHaveTextContent('Sign in to Acme')
  await press('Sign in')
  expect(screen.getByRole('heading')).toHaveFocus()
  expect(screen.getByRole('link', { name: 'id.example/device' })).toHaveAttribute('href', verification.uri)
  expect(screen.getByText('Code: W D J B dash M J H T')).toBeVisible()
  expect(screen.getByRole('timer')).toHaveTextContent('10 minutes left')
  await advance(5_000)
  expect(root()).toHaveAttribute('data-state', 'approved')
})

it('MUST announce a step of elements of the app to somebody who is elsewhere on the page', async () => {
  const { signIn, advance, announced } = await renderFlow(
    { poll: ['pending'] },
    { fallbackToTotpAfterMs: 20_000 },
    <>
      <input aria-label="Search" />
      <AcmeSignIn />
    </>,
  )
  await signIn()
  const search = screen.getByLabelText('Search')
  search.focus()
  await advance(20_000)
  expect(screen.getByLabelText('Verification code')).toBeVisible()
  expect(search).toHaveFocus()
  expect(announced()).toBe('Enter a code')
})

it('MUST give elements of the app all that the library’s own have: an error', async () => {
  const onRetry = vi.fn()
  const error = authError('INTERNAL_ERROR', { requestId: 'req-7', retryAt: Date.now() + 60_000 })
  const { rerender } = render(<Failure error={null} />)
  expect(screen.queryByRole('heading')).toBeNull()
  rerender(<Failure error={error} onRetry={onRetry} />)
  expect(screen.getByRole('region')).toHaveAccessibleName('The service has a problem')
  expect(screen.getByRole('status')).toHaveTextContent(/^The service has a problem\. It failed on its side/)
  const retry = screen.getByRole('button', { name: 'Try again' })
  expect(retry).toHaveAccessibleDescription(/^You can try again in/)
  retry.click()
  expect(onRetry).not.toHaveBeenCalled()
  expect(screen.getByText('req-7')).toBeVisible()
})
