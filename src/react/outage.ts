'use client'
import type { AuthError } from '../errors/auth-error.js'
import type { AuthErrorKind } from '../errors/vocabulary.js'

const OUTAGES: ReadonlySet<AuthErrorKind> = /* @__PURE__ */ new Set([
  'server_error',
  'bad_gateway',
  'unavailable',
  'network_timeout',
  'offline',
  'network',
  'rate_limited',
])

/** Whether the service failed or was not reached: what was loaded before is as good as it was, and stays on the page. */
export const isOutage = ({ kind }: AuthError): boolean => OUTAGES.has(kind)
