import type { ChordianFailure } from '../../../src/testing.js'
import type { SystemRow } from './system-row.js'

const docs = (slug: string) => ({
  helpUrl: `https://docs.chordian.example/authentication/errors#${slug}`,
})
const SIGNS_IN = { does: 'signs in', works: true } as const
const ENDED = {
  thrown: 'session_expired re_authenticate',
  refreshes: 1,
  does: 'says that it has ended, signs in',
  works: true,
} as const
const LATER = { does: 'waits 1 s', works: true } as const

export const CHORDIAN_ROWS: Record<ChordianFailure, SystemRow> = {
  BAD_REQUEST: { thrown: 'invalid_request review_request', ...docs('bad-request') },
  COOKIE_MISSING: { ...ENDED, ...docs('bad-request') },
  INVALID_CREDENTIALS: {
    thrown: 'invalid_credentials re_authenticate',
    calls: 0,
    ...SIGNS_IN,
    ...docs('invalid-credentials'),
  },
  INVALID_TOKEN: { thrown: 'invalid_token re_authenticate', ...SIGNS_IN, ...docs('invalid-token') },
  TOKEN_EXPIRED: { thrown: null, calls: 2, refreshes: 1 },
  INVALID_REFRESH_TOKEN: { ...ENDED, ...docs('invalid-refresh-token') },
  NOT_AUTHENTICATED: {
    thrown: 'not_authenticated re_authenticate',
    ...SIGNS_IN,
    ...docs('not-authenticated'),
  },
  INTERNAL_ERROR: { thrown: 'server_error retry_later', ...LATER, ...docs('internal-error') },
  BAD_GATEWAY: { thrown: 'bad_gateway retry_later', ...LATER, ...docs('bad-gateway') },
  UNAVAILABLE: { thrown: 'unavailable retry_later', ...LATER },
  NETWORK: { thrown: 'network retry', ...LATER },
}
