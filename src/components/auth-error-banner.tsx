'use client'
import { AnnouncerProvider } from '../react/announcer.js'
import { useWording } from '../react/messages-context.js'
import type { AuthErrorBannerProps } from './banner-props.js'
import { Button } from './button.js'
import { ErrorActions } from './error-actions.js'
import { FieldErrorList } from './field-error-list.js'
import { Banner, Details, Link, Text, Title } from './pieces.js'
import { RequestId } from './request-id.js'
import { slotted } from './slots.js'
import { useAuthErrorBanner } from './use-auth-error-banner.js'

type Found = NonNullable<ReturnType<typeof useAuthErrorBanner>['banner']>
type ShownProps = { banner: Found } & Pick<AuthErrorBannerProps, 'headingLevel' | 'actions' | 'fieldIds'>

function Shown({ banner, headingLevel = 2, actions, fieldIds }: ShownProps) {
  const { error } = banner
  const { ui } = useWording().messages
  const { ref, ...titleProps } = banner.titleProps
  return (
    <Banner tone={banner.tone} data-part="auth-error-banner" data-kind={error.kind} {...banner.sectionProps}>
      <Title level={headingLevel} elementRef={ref} {...titleProps} />
      <Text look="text" data-part="explanation" {...banner.explanationProps} />
      {error.fieldErrors && <FieldErrorList errors={error.fieldErrors} ids={fieldIds} />}
      <Text look="text" data-part="advice" {...banner.adviceProps} />
      <ErrorActions actions={banner.actions} waitProps={banner.waitProps}>
        {actions}
      </ErrorActions>
      {banner.links.length > 0 && (
        <div className="rc-links">
          {banner.links.map(({ name, linkProps }) => (
            <Link key={name} data-part={name === 'help' ? 'help-link' : 'further-link'} {...linkProps} />
          ))}
        </div>
      )}
      <div className="rc-support-details">
        <RequestId {...banner.request} />
        <Button look="quiet" {...banner.copyProps} />
        {banner.copyByHand && (
          <>
            <Text look="note">{banner.copyByHand.note}</Text>
            <pre className="rc-mono" {...banner.copyByHand.textProps} />
          </>
        )}
        {banner.technicalDetail && <Details summary={ui.technicalDetail}>{banner.technicalDetail}</Details>}
      </div>
    </Banner>
  )
}

function Announced({ error, ...props }: AuthErrorBannerProps) {
  const { banner } = useAuthErrorBanner(error, props)
  return banner && <Shown {...props} banner={banner} />
}

// One live region for all that the banner has to say, there before it is filled.
const ErrorBanner = (props: AuthErrorBannerProps) => (
  <AnnouncerProvider>
    <Announced {...props} />
  </AnnouncerProvider>
)

/** What happened, why it matters, what to do, where to read more, and what to quote. Announced once. */
export const AuthErrorBanner = /* @__PURE__ */ slotted('AuthErrorBanner', ErrorBanner)
