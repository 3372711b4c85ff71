import type { AuthErrorKind } from '../vocabulary.js'

/** Codes that have another help page than their kind: Nexla's guide names its own. */
const OWN_PAGES: Readonly<Record<string, string>> = {
  AUTH_001: 'authentication',
  AUTH_002: 'service-keys',
  AUTH_003: 'sessions',
  AUTH_004: 'support',
  RATE_001: 'rate-limits',
  VAL_001: 'support',
  AUTH_UNKNOWN: 'support',
  UNKNOWN: 'support',
}

/** The last part of the address of a help page: the code's own, or that of its kind: `session-expired`. */
export const helpSlugOf = ({ kind, code }: { kind: AuthErrorKind; code: string }) =>
  (Object.hasOwn(OWN_PAGES, code) && OWN_PAGES[code]) || kind.replaceAll('_', '-')
