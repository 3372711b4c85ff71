'use client'
import type { AuthError } from '../errors/auth-error.js'
import { VERSION } from './version.js'

/** ISO 8601; undefined where a hand-made error carries no real time. */
export function isoTime(at: number): string | undefined {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}

/** Parts of a path that may be a key or an address: long with digits in them, or with an @. */
const PRIVATE_PART = /(?=[^/]*\d)[^/]{16,}|[^/]*(?:@|%40)[^/]*/g

/** Where it happened, without query, fragment, and what may be private in the path. */
export function pageOf({ origin, pathname }: Pick<Location, 'origin' | 'pathname'>): string {
  return origin + pathname.replace(PRIVATE_PART, '…')
}

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
    Detail: withDetail ? error.technicalDetail : undefined,
  }
  return Object.entries(lines)
    .flatMap(([name, value]) => (value === undefined ? [] : `${name}: ${value}`))
    .join('\n')
}
