'use client'
import { useEffect, useId, useRef, useState } from 'react'
import { dueAt } from '../errors/retry-at.js'
import { asOfWords } from '../messages/as-of.js'
import { translatedText } from '../messages/error-text.js'
import { sentences } from '../messages/sentences.js'
import { useAnnouncer } from '../react/announcer.js'
import { useWording } from '../react/messages-context.js'
import { isOutage } from '../react/outage.js'
import { seenError } from '../react/seen-error.js'
import { useMessages } from '../react/use-messages.js'
import { useMinutes } from '../react/use-minutes.js'
import { useNow } from '../react/use-now.js'
import { press } from './button.js'
import { keepFocus } from './keep-focus.js'
import { actionsFor } from './recovery-actions.js'
import type { StaleQuery } from './stale-query.js'
import { useStillDescription } from './use-still-description.js'

/** A retry of the person's own, and what had failed before it. */
interface Asked {
  after: unknown
}

/** Says what a screen reader has to hear: that it fails, and how a retry of the person's own ended, once that is known. */
function useTold(
  announce: (text: string) => void,
  {
    said,
    fresh,
    asked,
    isOpen,
  }: { said: string | null; fresh: string; asked: Asked | null; isOpen: boolean },
) {
  const isTold = useRef(false)
  const answered = useRef<Asked>(null)
  useEffect(() => {
    if (isOpen) return
    const isAnswer = answered.current !== asked
    if (said === null) {
      if (isAnswer) announce(fresh)
    } else if (isAnswer || !isTold.current) announce(said)
    isTold.current = said !== null
    answered.current = asked
  })
}

/**
 * What a notice beside data says while the service fails and the data of before is shown, for elements of your own:
 * `notice` is null where nothing is to be said, else members that end in `Props` are spread on their elements. `region` is
 * the live region where no provider has one: render it from the first render on.
 */
export function useStaleDataNotice({ data, error: thrown, dataUpdatedAt, isFetching, refetch }: StaleQuery) {
  const id = useId()
  const { announce, region } = useAnnouncer()
  const { messages, translate } = useWording()
  const { tag, ui } = useMessages()
  const failed = thrown && data !== undefined ? seenError(thrown) : null
  const error = failed && isOutage(failed) ? failed : null

  const until = dueAt(error)
  const waitMs = until - useNow(until)
  const now = useMinutes(error && dataUpdatedAt)
  // Zero where nobody knows.
  const asOf = dataUpdatedAt > 0 ? `${ui.shownAsOf} ${asOfWords(tag, dataUpdatedAt, now)}` : ''
  const text = error && translatedText(error, messages, translate)

  const [asked, setAsked] = useState<Asked | null>(null)
  // The promise of `refetch` may settle before the query says how it ended.
  const isOpen = error !== null && asked?.after === thrown
  const isAsking = isOpen && isFetching
  const said = text && `${sentences(messages, text.title, text.explanation)} ${asOf}`
  useTold(announce, { said, fresh: asOf, asked, isOpen })

  const wait = waitMs > 0 ? ui.tryAgainIn(waitMs) : undefined
  const description = useStillDescription(wait, until)

  function ask() {
    setAsked({ after: thrown })
    // One that is under way already will do. How it fails is in the query.
    refetch({ cancelRefetch: false }).catch(() => undefined)
  }

  const asOfProps = asOf ? { id: `${id}-at`, children: asOf, suppressHydrationWarning: true } : null

  return {
    region,
    notice: error &&
      text && {
        error,
        tone: error.severity === 'info' ? ('info' as const) : ('warning' as const),
        // A banner may say the same of another call: the time tells the two regions apart.
        sectionProps: {
          'aria-labelledby': asOf ? `${id} ${id}-at` : id,
          'aria-busy': isAsking || undefined,
          onFocus: keepFocus,
        },
        titleProps: { id, children: text.title },
        /** Why, in one sentence. */
        explanationProps: { children: text.explanation },
        /** Since when the data is; null where nobody knows. A server's time zone is another one. */
        asOfProps,
        /** Null where the same again does not help, as in a banner. */
        retryProps: actionsFor(error).includes('onRetry')
          ? { ...press({ onClick: ask, blocked: isAsking || !!wait, children: ui.tryAgain }), ...description }
          : null,
        /** The text beside the button that waits; null where nothing is due. */
        waitProps: wait ? { children: wait } : null,
      },
  }
}
