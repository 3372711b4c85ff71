import type { AuthErrorKind, Recovery, Severity } from './vocabulary.js'

/** What follows from a kind, unless the row of a code says otherwise. */
export interface Advice {
  recovery: Recovery
  severity: Severity
  /** The very same call, unchanged, may succeed later with nothing else done. */
  retryable: boolean
}

type Words = `${Recovery} ${Severity}`

/** By kind: what to do, how loudly to log it, and whether the same call may succeed later. */
export const ADVICE: Readonly<Record<AuthErrorKind, Words | `${Words} retryable`>> = {
  denied: 'start_over warning',
  expired: 'start_over info',
  timeout: 'keep_waiting info',
  cancelled: 'start_over info',
  invalid_code: 'fix_input warning',
  locked: 'wait_and_retry security',
  invalid_credentials: 're_authenticate security',
  not_authenticated: 're_authenticate info',
  invalid_token: 're_authenticate warning',
  token_expired: 'refresh_token info',
  session_expired: 're_authenticate info',
  forbidden: 'verify_permissions security',
  account_state: 'complete_step warning',
  limit_exceeded: 'upgrade_plan warning',
  process_failed: 'start_over warning',
  invalid_request: 'review_request error',
  validation: 'fix_input info',
  not_found: 'review_request warning',
  conflict: 'review_request warning',
  rate_limited: 'wait_and_retry warning retryable',
  pending: 'keep_waiting debug retryable',
  slow_down: 'keep_waiting debug retryable',
  server_error: 'retry_later error retryable',
  bad_gateway: 'retry_later error retryable',
  unavailable: 'retry_later warning retryable',
  network_timeout: 'retry warning retryable',
  offline: 'retry info retryable',
  network: 'retry warning retryable',
  misconfigured: 'contact_support critical',
  unsupported_client: 'update_app error',
  unknown: 'contact_support error',
}

export function adviceFor(kind: AuthErrorKind): Advice {
  const [recovery, severity, retryable] = ADVICE[kind].split(' ') as [Recovery, Severity, string?]
  return { recovery, severity, retryable: retryable !== undefined }
}
