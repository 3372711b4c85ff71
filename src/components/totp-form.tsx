'use client'
import { useCibaAuth } from '../react/use-ciba-auth.js'
import { AuthErrorBanner } from './auth-error-banner.js'
import { Button } from './button.js'
import type { HeadingLevel } from './heading-level.js'
import { Panel } from './panel.js'
import { Actions, CodeInput, Label, Text } from './pieces.js'
import { RequestId } from './request-id.js'
import { slotted, type TotpFormProps } from './slots.js'
import { type useOtherWays, useTotpForm } from './use-totp-form.js'
import { useTotpLocked } from './use-totp-locked.js'

function OtherWays({ backToPushProps, cancelProps }: ReturnType<typeof useOtherWays>) {
  return (
    <>
      {backToPushProps && <Button look="quiet" {...backToPushProps} />}
      <Button look="quiet" {...cancelProps} />
    </>
  )
}

function Locked({ headingLevel }: TotpFormProps) {
  const locked = useTotpLocked()
  return (
    <Panel part="totp-locked" titleProps={locked.titleProps} headingLevel={headingLevel}>
      <Text look="text" {...locked.explanationProps} />
      <Text look="text" data-part="locked-for" {...locked.timerProps} />
      <Actions>
        <OtherWays {...locked} />
      </Actions>
      {locked.request && <RequestId {...locked.request} />}
    </Panel>
  )
}

function Entry({ headingLevel = 2 }: TotpFormProps) {
  const form = useTotpForm()
  const { ref, ...inputProps } = form.inputProps
  return (
    <Panel part="totp-form" titleProps={form.titleProps} headingLevel={headingLevel}>
      <form className="rc-form" {...form.formProps}>
        <Text look="text">{form.text}</Text>
        {form.error && (
          <AuthErrorBanner error={form.error} headingLevel={Math.min(headingLevel + 1, 6) as HeadingLevel} />
        )}
        <div className="rc-field">
          <Label {...form.labelProps} />
          <CodeInput elementRef={ref} data-part="code-field" data-step-focus="" {...inputProps} />
          {form.problemProps && <Text look="problem" data-part="field-error" {...form.problemProps} />}
          <Text look="note" {...form.hintProps} />
        </div>
        <Actions>
          <Button look="primary" {...form.submitProps} />
          <OtherWays {...form} />
        </Actions>
        {form.region}
      </form>
    </Panel>
  )
}

function Totp({ headingLevel }: TotpFormProps) {
  const locked = useCibaAuth((auth) => auth.status === 'locked')
  return locked ? <Locked headingLevel={headingLevel} /> : <Entry headingLevel={headingLevel} />
}

/** A code from the authenticator instead of the push, and the pause after too many wrong ones. */
export const TotpForm = /* @__PURE__ */ slotted('TotpForm', Totp)
