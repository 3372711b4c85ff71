'use client'
import { useMessages } from '../react/use-messages.js'
import { slotted } from './slots.js'

/** The code that both screens show: large, and spoken one sign at a time. */
export const BindingCode = /* @__PURE__ */ slotted('BindingCode', ({ code }) => {
  const { ui } = useMessages()
  return (
    <p className="rc-code">
      <span className="rc-visually-hidden">{`${ui.codeLabel}: ${ui.spokenCode(code)}`}</span>
      <bdi className="rc-code-text" data-part="binding-code" dir="ltr" translate="no" aria-hidden="true">
        {code}
      </bdi>
    </p>
  )
})
