'use client'
import { ApprovalPending } from './approval-pending.js'
import { AuthErrorBanner } from './auth-error-banner.js'
import { Button } from './button.js'
import type { HeadingLevel } from './heading-level.js'
import { LoginHintForm } from './login-hint-form.js'
import { Panel } from './panel.js'
import { Actions, Text } from './pieces.js'
import { type Slots, SlotsProvider } from './slots.js'
import { TotpForm } from './totp-form.js'
import { useCibaSignIn } from './use-ciba-sign-in.js'

export interface CibaSignInProps {
  /** What stands in the e-mail field at first. */
  defaultLoginHint?: string | undefined
  /** The name of the app on the phone, as people know it. */
  appName?: string | undefined
  /** Of the heading of each step, in the page's order: 1 to 6, 2 by default. */
  headingLevel?: HeadingLevel | undefined
  /** Components of the app's own in the place of the library's. */
  slots?: Slots | undefined
}

/** The whole sign-in: from the address over the phone or a code to the end, with every failure on the way. */
export function CibaSignIn({ slots, ...props }: CibaSignInProps) {
  const signIn = useCibaSignIn(props.appName)
  return (
    <SlotsProvider slots={slots}>
      <div className="rc-root" data-part="ciba-sign-in" {...signIn.rootProps}>
        <Step signIn={signIn} {...props} />
      </div>
    </SlotsProvider>
  )
}

interface StepProps extends Omit<CibaSignInProps, 'slots'> {
  signIn: ReturnType<typeof useCibaSignIn>
}

function Step({ signIn, defaultLoginHint, appName, headingLevel }: StepProps) {
  const { start, cancelled, approved, sendAgainProps, backToPushProps, cancelProps } = signIn
  switch (signIn.step) {
    case 'start':
      return (
        <Panel part="start" titleProps={start.titleProps} headingLevel={headingLevel}>
          <Text look="text" {...start.textProps} />
          <Actions>
            <Button look="primary" {...start.startProps} />
          </Actions>
        </Panel>
      )
    case 'login_hint':
      return (
        <LoginHintForm
          {...signIn.loginHint}
          defaultValue={signIn.loginHint.defaultValue ?? defaultLoginHint}
          appName={appName}
          headingLevel={headingLevel}
        />
      )
    case 'pending':
      return <ApprovalPending appName={appName} headingLevel={headingLevel} />
    case 'totp':
      return <TotpForm headingLevel={headingLevel} />
    case 'error':
      return (
        <AuthErrorBanner
          error={signIn.error}
          headingLevel={headingLevel}
          {...signIn.errorOptions}
          actions={
            <>
              {sendAgainProps && <Button look="secondary" {...sendAgainProps} />}
              {backToPushProps && <Button look="quiet" {...backToPushProps} />}
              {cancelProps && <Button look="quiet" {...cancelProps} />}
            </>
          }
        />
      )
    case 'cancelled':
      return (
        <Panel part="cancelled" titleProps={cancelled.titleProps} headingLevel={headingLevel}>
          <Text look="text" {...cancelled.textProps} />
          <Actions>
            <Button look="primary" {...cancelled.tryAgainProps} />
            <Button look="quiet" {...cancelled.startOverProps} />
          </Actions>
        </Panel>
      )
    case 'approved':
      return (
        <Panel
          key={String(approved.finishing)}
          part="approved"
          titleProps={{ children: approved.title }}
          state={approved.finishing ? 'finishing' : 'done'}
          headingLevel={headingLevel}
        >
          {approved.text !== null && <Text look="text">{approved.text}</Text>}
        </Panel>
      )
  }
}
