import type { AuthErrorKind, Recovery, Severity } from './vocabulary.js'

/** What follows from a kind, unless the row of a code says otherwise. */
export interface Advice {
  recovery: Recovery
  /** The very same call, unchanged, may succeed later with nothing else done. */
  retryable: boolean
  severity: Severity
}

const advice = (recovery: Recovery, severity: Severity, retryable = false): Advice => ({
  recovery,
  retryable,
  severity,
})

export const ADVICE: Readonly<Record<AuthErrorKind, Advice>> = {
  denied: advice('start_over', 'warning'),
  expired: advice('start_over', 'info'),
  timeout: advice('keep_waiting', 'info'),
  cancelled: advice('start_over', 'info'),
  invalid_code: advice('fix_input', 'warning'),
  locked: advice('wait_and_retry', 'security'),
  invalid_credentials: advice('re_authenticate', 'security'),
  not_authenticated: advice('re_authenticate', 'info'),
  invalid_token: advice('re_authenticate', 'warning'),
  token_expired: advice('refresh_token', 'info'),
  session_expired: advice('re_authenticate', 'info'),
  forbidden: advice('verify_permissions', 'security'),
  account_state: advice('complete_step', 'warning'),
  limit_exceeded: advice('upgrade_plan', 'warning'),
  process_failed: advice('start_over', 'warning'),
  invalid_request: advice('review_request', 'error'),
  validation: advice('fix_input', 'info'),
  not_found: advice('review_request', 'warning'),
  conflict: advice('review_request', 'warning'),
  rate_limited: advice('wait_and_retry', 'warning', true),
  pending: advice('keep_waiting', 'debug', true),
  slow_down: advice('keep_waiting', 'debug', true),
  server_error: advice('retry_later', 'error', true),
  bad_gateway: advice('retry_later', 'error', true),
  unavailable: advice('retry_later', 'warning', true),
  network_timeout: advice('retry', 'warning', true),
  offline: advice('retry', 'info', true),
  network: advice('retry', 'warning', true),
  misconfigured: advice('contact_support', 'critical'),
  unsupported_client: advice('update_app', 'error'),
  unknown: advice('contact_support', 'error'),
}
