'use client'
import { useId } from 'react'
import { errorText } from '../messages/error-text.js'
import { useCibaAuth } from '../react/use-ciba-auth.js'
import { useMessages } from '../react/use-messages.js'
import { useNow } from '../react/use-now.js'
import { useOtherWays } from './use-totp-form.js'

/** The pause after too many wrong codes (status `locked`), for elements of your own. */
export function useTotpLocked() {
  const { error, lockedUntil } = useCibaAuth()
  const messages = useMessages()
  const now = useNow(lockedUntil)
  const id = useId()
  const { title, explanation } = errorText({ kind: 'locked', code: error?.code ?? '' }, messages)
  return {
    titleProps: { children: title, 'aria-describedby': `${id}-why ${id}-until` },
    explanationProps: { id: `${id}-why`, children: explanation },
    /** How long it lasts, renewed each second and silent. */
    timerProps: {
      id: `${id}-until`,
      role: 'timer',
      'aria-live': 'off',
      children: messages.ui.lockedFor(Math.max(0, (lockedUntil ?? now) - now)),
    },
    /** What to quote to support: the id, where the server gave one, and the time in epoch ms. */
    request: error && { id: error.requestId, at: error.occurredAt },
    ...useOtherWays(),
  } as const
}
