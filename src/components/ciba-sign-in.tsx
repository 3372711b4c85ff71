'use client'
import { useId, useRef, useState } from 'react'
import { useMessages } from '../react/use-messages.js'
import { type CibaAuth, useCibaAuth } from '../react/use-ciba-auth.js'
import { ApprovalPending } from './approval-pending.js'
import { AuthErrorBanner } from './auth-error-banner.js'
import { Button } from './button.js'
import { LoginHintForm } from './login-hint-form.js'
import { type HeadingLevel, Panel } from './panel.js'
import { TotpForm } from './totp-form.js'
import { useStepFocus } from './use-step-focus.js'

export interface CibaSignInProps {
  /** What stands in the e-mail field at first. */
  defaultLoginHint?: string
  /** The name of the app on the phone, as people know it. */
  appName?: string
  headingLevel?: HeadingLevel
}

/** The whole sign-in: from the address over the phone or a code to the end, with every failure on the way. */
export function CibaSignIn({ defaultLoginHint, appName, headingLevel }: CibaSignInProps) {
  const auth = useCibaAuth()
  const root = useRef<HTMLDivElement>(null)
  // Focus moves with what happens; an error that somebody finds on arrival leaves it where it is.
  const [foundError] = useState(auth.error)
  useStepFocus(root, auth.activity === 'finishing' ? auth.activity : auth.status)
  return (
    <div className="rc-root" ref={root} data-part="ciba-sign-in" data-state={auth.status}>
      <Step
        auth={auth}
        errorIsNew={auth.error !== foundError}
        defaultLoginHint={defaultLoginHint}
        appName={appName}
        headingLevel={headingLevel}
      />
    </div>
  )
}

type StepProps = { auth: CibaAuth; errorIsNew: boolean } & {
  [K in keyof CibaSignInProps]: CibaSignInProps[K] | undefined
}

function Step({ auth, errorIsNew, defaultLoginHint, appName, headingLevel }: StepProps) {
  const { ui, errors } = useMessages()
  const id = useId()
  const level = headingLevel && { headingLevel }
  switch (auth.status) {
    case 'idle':
      return (
        <LoginHintForm
          defaultValue={defaultLoginHint}
          appName={appName}
          onSubmit={(loginHint) => auth.start({ loginHint })}
          {...level}
        />
      )
    case 'pushing':
    case 'polling':
      return <ApprovalPending appName={appName} {...level} />
    case 'totp':
    case 'locked':
      return <TotpForm {...level} />
    case 'timeout':
    case 'denied':
    case 'expired':
    case 'failed':
      return <Ended auth={auth} errorIsNew={errorIsNew} {...level} />
    case 'cancelled':
      return (
        <Panel part="cancelled" title={errors.cancelled.title} describedBy={id} {...level}>
          {/* Whether the prompt remains, the system may say later. */}
          <p className="rc-text" id={id} role="status">
            {auth.promptMayRemain ? ui.promptMayRemain : errors.cancelled.explanation}
          </p>
          <div className="rc-actions">
            <Button look="primary" onClick={auth.retry}>
              {ui.tryAgain}
            </Button>
            <Button look="quiet" onClick={auth.reset}>
              {ui.startOver}
            </Button>
          </div>
        </Panel>
      )
    case 'approved':
      return (
        <Panel
          key={auth.activity}
          part="approved"
          title={auth.activity === 'finishing' ? ui.activity.finishing : ui.approvedTitle}
          state={auth.activity ?? 'done'}
          {...level}
        >
          {auth.activity === null && <p className="rc-text">{ui.approvedText}</p>}
        </Panel>
      )
  }
}

function Ended({
  auth,
  errorIsNew,
  headingLevel,
}: Pick<StepProps, 'auth' | 'errorIsNew'> & Partial<Pick<StepProps, 'headingLevel'>>) {
  const { ui } = useMessages()
  const { can } = auth
  return (
    <AuthErrorBanner
      error={auth.error}
      takesFocus={errorIsNew}
      headingLevel={headingLevel}
      onKeepWaiting={can.keepWaiting ? auth.keepWaiting : undefined}
      onRetry={auth.status === 'timeout' ? undefined : auth.retry}
      retryAt={auth.retryAt}
      onUseTotp={can.useTotp ? auth.useTotp : undefined}
      onStartOver={can.cancel ? undefined : auth.reset}
      actions={
        can.cancel && (
          <>
            {can.resend && <Button onClick={auth.resend}>{ui.sendAgain}</Button>}
            <Button look="quiet" onClick={auth.cancel}>
              {ui.cancel}
            </Button>
          </>
        )
      }
    />
  )
}
