export type * from './public-types.js'
export { type CibaAuth, useCibaAuth } from './react/use-ciba-auth.js'
export { authsec } from './systems/authsec.js'
export { bff } from './systems/bff.js'
export { deviceFlow } from './systems/device-flow.js'
export { isAuthError } from './errors/auth-error.js'
export { matchError } from './errors/match-error.js'
export { normalizeError } from './errors/normalize.js'
export { readError } from './errors/read-error.js'
export { withTexts } from './messages/with-texts.js'
export { AuthErrorProvider, type AuthErrorProviderProps } from './react/auth-error-provider.js'
export { CibaProvider, type CibaProviderProps } from './react/ciba-provider.js'
export {
  startMutationOptions,
  submitTotpMutationOptions,
  type VerbMutationOptions,
} from './react/verb-mutation-options.js'
export { type FieldErrors, useFieldErrors } from './react/use-field-errors.js'
export { useAnnouncer } from './react/announcer.js'
export { authQueryDefaults, type AuthQueryDefaultsOptions } from './react/auth-query-defaults.js'
export { type AuthQueryClientOptions, createAuthQueryClient } from './react/auth-query-client.js'
export type { FailureFilters } from './react/query-failures.js'
export { type AuthQueryErrors, useAuthQueryErrors } from './react/use-auth-query-errors.js'
export { sessionKey, sessionQueryOptions, useSession } from './react/session-query.js'
export { ApprovalPending } from './components/approval-pending.js'
export { AuthErrorBanner } from './components/auth-error-banner.js'
export type { AuthErrorBoundaryProps } from './components/auth-error-boundary.js'
export { BindingCode } from './components/binding-code.js'
export { CibaSignIn, type CibaSignInProps } from './components/ciba-sign-in.js'
export { Countdown } from './components/countdown.js'
export { LoginHintForm } from './components/login-hint-form.js'
export { AuthErrorBoundary } from './components/query-error-boundary.js'
export { RequestId } from './components/request-id.js'
export { StaleDataNotice } from './components/stale-data-notice.js'
export type { StaleDataNoticeProps, StaleQuery } from './components/stale-query.js'
export { TotpForm } from './components/totp-form.js'
export {
  type ApprovalPendingProps,
  type CountdownProps,
  type LoginHintFormProps,
  type QrCodeProps,
  type RequestIdProps,
  type SlotProps,
  type Slots,
  SlotsProvider,
  type SlotsProviderProps,
  type TotpFormProps,
} from './components/slots.js'
export type { AuthErrorBannerOptions, AuthErrorBannerProps } from './components/banner-props.js'
export { useApprovalPending } from './components/use-approval-pending.js'
export { useAuthErrorBanner } from './components/use-auth-error-banner.js'
export { type SignInStep, useCibaSignIn } from './components/use-ciba-sign-in.js'
export { useCopy } from './components/use-copy.js'
export { useCountdown } from './components/use-countdown.js'
export { type LoginHintFormOptions, useLoginHintForm } from './components/use-login-hint-form.js'
export { useStaleDataNotice } from './components/use-stale-data-notice.js'
export { useTotpForm } from './components/use-totp-form.js'
