import type { AuthErrorKind } from '../vocabulary.js'
import type { Meaning } from './code-row.js'

const BY_STATUS: Readonly<Record<number, AuthErrorKind>> = {
  401: 'not_authenticated',
  403: 'forbidden',
  404: 'not_found',
  408: 'network_timeout',
  409: 'conflict',
  410: 'not_found',
  419: 'session_expired',
  422: 'validation',
  423: 'conflict',
  425: 'unavailable',
  426: 'unsupported_client',
  429: 'rate_limited',
  500: 'server_error',
  502: 'bad_gateway',
  503: 'unavailable',
  504: 'network_timeout',
}

/** What an HTTP status says by itself, where the body says nothing (RFC 9110 §15, RFC 6585). */
export function meaningOfStatus(status: number): Meaning {
  // Of the server errors only those of a passing nature may be tried again.
  const other: Meaning =
    status > 500
      ? { kind: 'server_error', recovery: 'contact_support', retryable: false }
      : status >= 400
        ? 'invalid_request'
        : 'unknown'
  return BY_STATUS[status] ?? other
}
