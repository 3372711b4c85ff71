import type { NexlaFailure } from '../../../src/testing.js'
import type { SystemRow } from './system-row.js'

const help = (page: string) => ({ helpUrl: `https://nexla.example/help/${page}` })
const SUPPORT = help('support')
const SIGNS_IN = { does: 'signs in', works: true } as const
const ASKS_SUPPORT = { does: 'shows support', ...SUPPORT } as const
const AGAIN = { does: 'waits 1 s', works: true, ...SUPPORT } as const

export const NEXLA_ROWS: Record<NexlaFailure, SystemRow> = {
  AUTH_001: { thrown: 'invalid_token re_authenticate', ...SIGNS_IN, ...help('authentication') },
  AUTH_002: {
    thrown: 'invalid_credentials re_authenticate',
    does: 'tells whoever runs the app',
    ...help('service-keys'),
  },
  AUTH_003: { thrown: null, calls: 2, refreshes: 1 },
  KEY_REVOKED: {
    thrown: 'misconfigured contact_support',
    refreshes: 1,
    does: 'tells whoever runs the app',
    ...help('service-keys'),
  },
  AUTH_004: { thrown: 'forbidden verify_permissions', does: 'asks for access', ...SUPPORT },
  RATE_001: {
    thrown: 'rate_limited wait_and_retry',
    does: 'waits 30 s',
    works: true,
    ...help('rate-limits'),
  },
  // A minute, which is too long to wait for unseen.
  RATE_001_SILENT: { thrown: 'rate_limited wait_and_retry', ...help('rate-limits') },
  VAL_001: { thrown: 'validation fix_input', ...SUPPORT },
  AUTH_UNKNOWN: { thrown: 'unknown contact_support', ...ASKS_SUPPORT },
  UNKNOWN: { thrown: 'unknown contact_support', ...ASKS_SUPPORT },
  AUTH_CRITICAL: { thrown: 'unknown contact_support', ...ASKS_SUPPORT },
  SYSTEM_FAILURE: { thrown: 'server_error retry_later', ...AGAIN },
  SECURITY_VIOLATION: { thrown: 'forbidden verify_permissions', does: 'asks for access', ...SUPPORT },
  NOT_FOUND: { thrown: 'not_found review_request', ...SUPPORT },
  REQUEST_TIMEOUT: { thrown: 'network_timeout retry', ...AGAIN },
  TOO_EARLY: { thrown: 'unavailable retry_later', ...AGAIN },
  SERVER_ERROR: { thrown: 'server_error retry_later', ...AGAIN },
  BAD_GATEWAY: { thrown: 'bad_gateway retry_later', ...AGAIN },
  UNAVAILABLE: { thrown: 'unavailable retry_later', ...AGAIN },
  GATEWAY_TIMEOUT: { thrown: 'network_timeout retry', ...AGAIN },
  NETWORK: { thrown: 'network retry', ...AGAIN },
}
