'use client'
import { AuthErrorBanner } from './auth-error-banner.js'
import { Button } from './button.js'
import type { HeadingLevel } from './heading-level.js'
import { Panel } from './panel.js'
import { Actions, CodeInput, Label, Text } from './pieces.js'
import { slotted, type TotpFormProps } from './slots.js'
import { useTotpForm } from './use-totp-form.js'

function Form({ headingLevel = 2 }: TotpFormProps) {
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
          {form.backToPushProps && <Button look="quiet" {...form.backToPushProps} />}
          <Button look="quiet" {...form.cancelProps} />
        </Actions>
        {form.region}
      </form>
    </Panel>
  )
}

/** A code from the authenticator instead of the push. */
export const TotpForm = /* @__PURE__ */ slotted('TotpForm', Form)
