'use client'
import { Button } from './button.js'
import { Actions, Banner, Text } from './pieces.js'
import { slotted } from './slots.js'
import { useStaleDataNotice } from './use-stale-data-notice.js'

/** Says that the data beside it is older than it should be, since when, why, and how to try again. Announced once. */
export const StaleDataNotice = /* @__PURE__ */ slotted('StaleDataNotice', ({ query }) => {
  const { notice, region } = useStaleDataNotice(query)
  return (
    <>
      {notice && (
        <Banner
          tone={notice.tone}
          data-part="stale-data-notice"
          data-kind={notice.error.kind}
          {...notice.sectionProps}
        >
          <Text look="text" id={notice.titleProps.id}>
            <strong>{notice.titleProps.children}</strong>
          </Text>
          <Text look="text" {...notice.explanationProps} />
          {notice.asOfProps && <Text look="note" data-part="shown-as-of" {...notice.asOfProps} />}
          {notice.retryProps && (
            <Actions>
              <Button look="secondary" {...notice.retryProps} />
              {notice.waitProps && <Text look="note" inline data-part="retry-wait" {...notice.waitProps} />}
            </Actions>
          )}
        </Banner>
      )}
      {region}
    </>
  )
})
