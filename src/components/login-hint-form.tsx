'use client'
import { Button } from './button.js'
import { Panel } from './panel.js'
import { Input, Label, Text } from './pieces.js'
import { type LoginHintFormProps, slotted } from './slots.js'
import { useLoginHintForm } from './use-login-hint-form.js'

function Form({ onSubmit, defaultValue, appName, headingLevel }: LoginHintFormProps) {
  const form = useLoginHintForm({ onSubmit, defaultValue, appName })
  const { ref, ...inputProps } = form.inputProps
  return (
    <Panel part="login-hint-form" titleProps={form.titleProps} headingLevel={headingLevel}>
      <Text look="text" {...form.hintProps} />
      <form className="rc-form" {...form.formProps}>
        <div className="rc-field">
          <Label {...form.labelProps} />
          <Input elementRef={ref} {...inputProps} />
          {form.problemProps && <Text look="problem" data-part="field-error" {...form.problemProps} />}
        </div>
        <Button look="primary" {...form.submitProps} />
      </form>
      {form.region}
    </Panel>
  )
}

/** Asks who signs in. A missing or malformed address is refused here, with a text at the field; nothing is sent. */
export const LoginHintForm = /* @__PURE__ */ slotted('LoginHintForm', Form)
