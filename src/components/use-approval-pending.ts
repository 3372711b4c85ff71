'use client'
import { useId } from 'react'
import { useCibaAuth } from '../react/use-ciba-auth.js'
import { useMessages } from '../react/use-messages.js'
import { useNow } from '../react/use-now.js'
import { press } from './button.js'
import { useQuietLine } from './use-quiet-line.js'
import { useStillDescription } from './use-still-description.js'

/** When people begin to wonder whether the request arrived, in ms after the push. */
const DID_NOT_GET_IT_MS = 15_000

/** "Didn't get it?", once people begin to wonder: null before, and where nothing can be sent again. */
function useSendAgain() {
  const { startedAt, resendAt, resend } = useCibaAuth()
  const { ui } = useMessages()
  const wondersAt = (startedAt ?? 0) + DID_NOT_GET_IT_MS
  const now = useNow(resendAt === null ? null : Math.max(wondersAt, resendAt))
  const wait = resendAt !== null && now < resendAt ? ui.sendAgainIn(resendAt - now) : undefined
  const description = useStillDescription(wait, resendAt ?? 0)
  if (resendAt === null || now < Math.min(wondersAt, resendAt)) return null
  return {
    question: ui.didNotGetIt,
    sendProps: { ...press({ onClick: resend, blocked: !!wait, children: ui.sendAgain }), ...description },
    /** How long it may not be sent again yet; null where it may. */
    waitProps: wait ? { children: wait } : null,
  }
}

/** Where to enter the code, where nothing is pushed to a phone. */
function useVerification() {
  const { verification } = useCibaAuth()
  const { ui } = useMessages()
  if (verification === null) return null
  const { userCode, uri, uriComplete = uri } = verification
  return {
    userCode,
    /** The address as it is typed; the link has the code in it where the system gives that. */
    linkProps: {
      href: uriComplete,
      target: '_blank',
      rel: 'noreferrer',
      dir: 'ltr',
      translate: 'no',
      'data-part': 'verification-uri',
      children: uri.replace(/^https:\/\//, ''),
    },
    qrCodeProps: { text: uriComplete, label: ui.scanQrCode },
  } as const
}

/**
 * What is shown while the push is sent and while it waits on the phone (status `pushing` and `polling`), for elements of
 * your own: members that end in `Props` are spread on their elements, null means that there is nothing to show.
 */
export function useApprovalPending(appName?: string) {
  const auth = useCibaAuth()
  const { ui } = useMessages()
  const hint = auth.maskedHint ?? ''
  const verification = useVerification()
  const pushing = auth.status === 'pushing'
  const id = useId()
  const line = useQuietLine(auth.activity) ?? (pushing ? null : 'waiting')
  const code = pushing ? null : (verification?.userCode ?? auth.bindingMessage)
  const sendAgain = useSendAgain()
  return {
    pushing,
    activity: auth.activity,
    titleProps: pushing
      ? { children: ui.pushingTitle }
      : { children: ui.waitingTitle, 'aria-describedby': `${id}-where ${id}-code` },
    /** Where to look, and who signs in. */
    textProps: pushing
      ? null
      : { id: `${id}-where`, children: verification ? ui.enterCode : ui.waitingText(hint, appName) },
    /** For an element with the address and one with a QR code; null where the code is pushed to the phone. */
    verification,
    /** For what shows the code: it is read with the title. */
    codeBoxProps: { id: `${id}-code` },
    /** The code that the phone shows too, or that is entered there. */
    code,
    /** The code as a screen reader should say it. */
    spokenCode: code === null ? null : `${ui.codeLabel}: ${ui.spokenCode(code)}`,
    compareCode: ui.compareCode,
    /** What is going on, in a live region of its own. */
    activityProps: {
      role: 'status',
      children:
        line === 'was_away'
          ? ui.wasAway
          : line !== null
            ? ui.activity[line]
            : hint === ''
              ? ui.gettingCode
              : ui.pushingText(hint),
    },
    /** Epoch ms, for a countdown. */
    waitUntil: pushing ? null : auth.waitUntil,
    olderPrompt: auth.promptMayRemain && !pushing ? ui.olderPrompt : null,
    sendAgain: pushing ? null : sendAgain,
    useCodeProps: auth.can.useTotp ? press({ onClick: auth.useTotp, children: ui.useCode }) : null,
    cancelProps: press({ onClick: auth.cancel, children: ui.cancel }),
  } as const
}
