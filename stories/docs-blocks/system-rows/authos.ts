import type { AuthOsFailure } from '../../../src/testing.js'
import type { SystemRow } from './system-row.js'

const SIGNS_IN = { does: 'signs in', works: true } as const
const LATER = { thrown: 'server_error retry_later', does: 'waits 1 s', works: true } as const
const LIMIT = { thrown: 'limit_exceeded upgrade_plan', does: 'offers a plan' } as const
const LIMITED = { thrown: 'rate_limited wait_and_retry', does: 'waits 30 s', works: true } as const

export const AUTHOS_ROWS: Record<AuthOsFailure, SystemRow> = {
  BAD_REQUEST: { thrown: 'invalid_request review_request' },
  UNAUTHORIZED: { thrown: 'not_authenticated re_authenticate', ...SIGNS_IN },
  UNAUTHORIZED_KEY: { thrown: 'misconfigured contact_support', does: 'tells whoever runs the app' },
  TOKEN_EXPIRED: { thrown: null, calls: 2, refreshes: 1 },
  REFRESH_REFUSED: { thrown: 'session_expired re_authenticate', refreshes: 1, ...SIGNS_IN },
  JWT_ERROR: { thrown: 'invalid_token re_authenticate', ...SIGNS_IN },
  FORBIDDEN: { thrown: 'forbidden verify_permissions', does: 'asks for access' },
  ORGANIZATION_NOT_ACTIVE: {
    thrown: 'account_state contact_support',
    does: 'shows that the organisation is suspended',
  },
  NOT_FOUND: { thrown: 'not_found review_request' },
  CONFLICT: { thrown: 'conflict review_request' },
  SERVICE_LIMIT_EXCEEDED: LIMIT,
  TEAM_LIMIT_EXCEEDED: LIMIT,
  INVITATION_EXPIRED: { thrown: 'expired contact_support', does: 'asks for a new invitation' },
  DEVICE_CODE_PENDING: { thrown: 'pending keep_waiting', does: 'waits 5 s', works: true },
  DEVICE_CODE_EXPIRED: { thrown: 'expired start_over', does: 'begins anew on the device' },
  RATE_LIMIT_EXCEEDED: LIMITED,
  RATE_LIMIT_RESET: LIMITED,
  // A minute, which is too long to wait for unseen.
  RATE_LIMIT_SILENT: { thrown: 'rate_limited wait_and_retry' },
  INTERNAL_SERVER_ERROR: LATER,
  DATABASE_ERROR: LATER,
  OAUTH_ERROR: LATER,
  STRIPE_ERROR: LATER,
  AUDIT_ERROR: { thrown: 'server_error contact_support', does: 'says that it is done' },
  UNAVAILABLE: { thrown: 'unavailable retry_later', does: 'waits 1 s', works: true },
  NETWORK: { thrown: 'network retry', does: 'waits 1 s', works: true },
  CREATED: { thrown: null },
  NO_CONTENT: { thrown: null },
}
