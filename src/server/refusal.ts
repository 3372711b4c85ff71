/** What an error answer says beside its code. */
export interface RefusalDetails {
  /** Epoch ms; told as `retry_after` (s) and as Retry-After (RFC 9110 §10.2.3). */
  retryAt?: number
  attemptsRemaining?: number
  /** Texts for people, by the client's name of the field. */
  fieldErrors?: Record<string, string[]>
  headers?: Record<string, string>
  /** For the developer, on the wire: one of our own sentences. */
  description?: string
  /** For the operator, in the event alone. Never a provider's sentence, never what the browser sent. */
  detail?: string
}

/** An answer that is not 200: thrown by whatever finds the reason, turned into a response in one place. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly code: string
  readonly details: RefusalDetails

  constructor(status: number, code: string, details: RefusalDetails = {}) {
    super(`${status} ${code}`)
    this.status = status
    this.code = code
    this.details = details
  }
}

/** `error_description` by code: ours, whatever the provider said. */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  access_denied: 'The request was refused.',
  conflict: 'This Idempotency-Key was used for another request.',
  expired_login_hint_token: 'The login hint token has expired.',
  expired_token: 'The sign-in request has expired or is not known.',
  forbidden_origin: 'The request came from another origin. Behind a proxy, set the option "origin".',
  invalid_binding_message: 'The provider does not take this binding message.',
  invalid_client: 'The provider does not accept the credentials of this back end.',
  invalid_code: 'The code is wrong.',
  invalid_grant: 'The provider does not know this sign-in request.',
  invalid_login_hint: 'The login hint cannot be used.',
  invalid_request: 'The request is malformed.',
  invalid_scope: 'The provider does not offer the requested scope.',
  not_found: 'There is nothing at this address.',
  server_error: 'Something unexpected happened.',
  temporarily_unavailable: 'The service cannot be reached at the moment.',
  too_many_attempts: 'Too many sign-in requests.',
  too_many_retries: 'Too many wrong codes.',
  totp_not_offered: 'Sign-in with a code is not offered here.',
  transaction_failed: 'The sign-in could not be completed.',
  unauthorized_client: 'The provider does not let this client use CIBA.',
  unknown_user_id: 'The provider does not know this user.',
}

export function describe({ code, details }: Refusal): string {
  return details.description ?? DESCRIPTIONS[code] ?? 'The request was refused.'
}
