import { redactText } from './redact.js'

/** The path of a URL, each part of it redacted: what is long and has digits is a key there. */
export const redactPath = (path: string) =>
  path.replace(/[^/]+/g, redactText).replace(/(?=[^/]*\d)[^/]{16,}/g, '[redacted]')

/** Where a call goes, without query, fragment and user, its path redacted; empty for what is no URL of `http`. */
export function redactEndpoint(url: string): string {
  try {
    const { origin, pathname, protocol } = new URL(url)
    if (!/^https?:$/.test(protocol)) return ''
    return pathname === '/' ? origin : origin + redactPath(pathname)
  } catch {
    return ''
  }
}
