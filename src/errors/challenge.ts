/** The error parameters of a `WWW-Authenticate` challenge (RFC 6750 §3, RFC 9470). */
export function readChallenge(header = ''): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [, name = '', quoted, bare] of header.matchAll(/\b(error\w*)\s*=\s*(?:"([^"]*)"|([^\s,]+))/g))
    found[name] ??= quoted ?? bare ?? ''
  return found
}
