'use client'
import type { AuthError } from '../errors/auth-error.js'
import { redactPath } from '../errors/redact-endpoint.js'
import { VERSION } from './version.js'

/** ISO 8601; undefined where a hand-made error carries no real time. */
export function isoTime(at: number): string | undefined {
  const date = new Date(at)
  return +date ? date.toISOString() : undefined
}

/** Where it happened, without query, fragment, and what may be private in the path. */
export const pageOf = ({ origin, pathname }: Pick<Location, 'origin' | 'pathname'>) =>
  origin + redactPath(pathname)

/** What support needs to know of an error, one line each, in English whatever the language of the page. */
export function errorReport(error: AuthError, page?: string, withDetail = false): string {
  const lines = {
    Code: error.code,
    Status: error.status,
    Kind: error.kind,
    'Request id': error.requestId,
    Time: isoTime(error.occurredAt),
    Page: page,
    Library: `react-ciba ${VERSION}`,
    Detail: withDetail && error.technicalDetail,
  }
  return Object.entries(lines)
    .filter(([, value]) => value)
    .map((line) => line.join(': '))
    .join('\n')
}
