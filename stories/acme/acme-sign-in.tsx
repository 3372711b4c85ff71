import {
  AuthErrorBanner,
  useApprovalPending,
  useCibaSignIn,
  useCountdown,
  useLoginHintForm,
  useTotpForm,
} from 'react-ciba'
import type { ComponentProps, ReactNode } from 'react'
import './acme.css'

const Heading = ({ children, ...props }: ComponentProps<'h2'>) => (
  <h2 className="acme-heading" tabIndex={-1} {...props}>
    {children}
  </h2>
)
const Text = (props: ComponentProps<'p'>) => <p className="acme-text" {...props} />
const Pill = ({ primary, ...props }: ComponentProps<'button'> & { primary?: boolean }) => (
  <button className="acme-pill" data-variant={primary ? 'primary' : 'quiet'} {...props} />
)

function Address({ onSubmit }: { onSubmit: (loginHint: string) => void }) {
  const form = useLoginHintForm({ onSubmit, appName: 'Acme' })
  return (
    <form className="acme-card" {...form.formProps}>
      <Heading data-step-focus="" {...form.titleProps} />
      <Text {...form.hintProps} />
      <label className="acme-label" {...form.labelProps} />
      <input className="acme-input" {...form.inputProps} />
      {form.problemProps && <Text data-tone="problem" {...form.problemProps} />}
      <Pill primary {...form.submitProps} />
      {form.region}
    </form>
  )
}

function Left({ until }: { until: number }) {
  return <span className="acme-text" data-tone="note" {...useCountdown(until).timerProps} />
}

function Waiting() {
  const pending = useApprovalPending('Acme')
  return (
    <section className="acme-card">
      <Heading data-step-focus="" {...pending.titleProps} />
      {pending.textProps && <Text {...pending.textProps} />}
      {pending.code !== null && (
        <div {...pending.codeBoxProps}>
          <bdi className="acme-code" dir="ltr" aria-label={pending.spokenCode ?? undefined} role="img">
            {pending.code}
          </bdi>
          <Text data-tone="note">{pending.compareCode}</Text>
        </div>
      )}
      <div className="acme-row">
        <Text data-tone="note" {...pending.activityProps} />
        {pending.waitUntil !== null && <Left until={pending.waitUntil} />}
      </div>
      {pending.sendAgain && (
        <div className="acme-row">
          <Text>{pending.sendAgain.question}</Text>
          <Pill {...pending.sendAgain.sendProps} />
          {pending.sendAgain.waitProps && <Text data-tone="note" {...pending.sendAgain.waitProps} />}
        </div>
      )}
      <div className="acme-row">
        {pending.useCodeProps && <Pill primary {...pending.useCodeProps} />}
        <Pill {...pending.cancelProps} />
      </div>
    </section>
  )
}

function Code() {
  const form = useTotpForm()
  return (
    <form className="acme-card" {...form.formProps}>
      <Heading data-step-focus="" {...form.titleProps} />
      {form.error && <AuthErrorBanner error={form.error} headingLevel={3} />}
      <Text>{form.text}</Text>
      <label className="acme-label" {...form.labelProps} />
      <input className="acme-input" data-step-focus="" {...form.inputProps} />
      {form.problemProps && <Text data-tone="problem" {...form.problemProps} />}
      <Text data-tone="note" {...form.hintProps} />
      <div className="acme-row">
        <Pill primary {...form.submitProps} />
        {form.backToPushProps && <Pill {...form.backToPushProps} />}
        <Pill {...form.cancelProps} />
      </div>
      {form.region}
    </form>
  )
}

/** Beside what helps with an error: what else is possible. */
function Ways({ sendAgainProps, backToPushProps, cancelProps }: ReturnType<typeof useCibaSignIn>) {
  return (
    <>
      {sendAgainProps && <Pill {...sendAgainProps} />}
      {backToPushProps && <Pill {...backToPushProps} />}
      {cancelProps && <Pill {...cancelProps} />}
    </>
  )
}

/** A whole sign-in in elements of Acme's: the library gives the behaviour, Acme the markup. */
export function AcmeSignIn() {
  const signIn = useCibaSignIn()
  const { start, cancelled, approved, error, errorOptions } = signIn
  const steps: Record<typeof signIn.step, ReactNode> = {
    start: (
      <section className="acme-card">
        <Heading data-step-focus="" {...start.titleProps} />
        <Text {...start.textProps} />
        <Pill primary {...start.startProps} />
      </section>
    ),
    login_hint: <Address {...signIn.loginHint} />,
    pending: <Waiting />,
    totp: <Code />,
    error: <AuthErrorBanner error={error} {...errorOptions} actions={<Ways {...signIn} />} />,
    cancelled: (
      <section className="acme-card">
        <Heading data-step-focus="" {...cancelled.titleProps} />
        <Text {...cancelled.textProps} />
        <div className="acme-row">
          <Pill primary {...cancelled.tryAgainProps} />
        </div>
      </section>
    ),
    approved: <Heading data-step-focus="">{approved.title}</Heading>,
  }
  return <div {...signIn.rootProps}>{steps[signIn.step]}</div>
}
