import { redactText } from './redact.js'

/** A name may be written in percent signs, so that nobody sees the address in it. */
function redactSegment(segment: string): string {
  try {
    return redactText(decodeURIComponent(segment))
  } catch {
    return redactText(segment)
  }
}

/** The path of a URL, each part of it redacted. */
export const redactPath = (path: string) => path.split('/').map(redactSegment).join('/')

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
