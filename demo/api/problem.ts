/** A failure as problem details (RFC 9457). */
export function problem(
  status: number,
  title: string,
  { headers = {}, ...members }: { headers?: Record<string, string>; errors?: object[] } = {},
): Response {
  return new Response(JSON.stringify({ type: 'about:blank', title, status, ...members }), {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  })
}

/** The token is missing, or unknown or too old: the header says which (RFC 6750 §3). */
export const unauthorized = (hasToken: boolean): Response =>
  problem(401, 'Unauthorized', {
    headers: {
      'www-authenticate': hasToken
        ? 'Bearer realm="Acme", error="invalid_token", error_description="The access token expired"'
        : 'Bearer realm="Acme"',
    },
  })

/**
 * One call too many; nothing is left until the window is over (draft-ietf-httpapi-ratelimit-headers).
 * @param until Epoch ms.
 */
export function limited(until: number): Response {
  const forS = Math.ceil((until - Date.now()) / 1000)
  return problem(429, 'Too Many Requests', {
    headers: {
      'retry-after': `${forS}`,
      ratelimit: `"demo";r=0;t=${forS}`,
      'ratelimit-policy': '"demo";q=30;w=60',
    },
  })
}

export const overloaded = (): Response => problem(503, 'Service Unavailable')

export const notAnAmount = (detail: string): Response =>
  problem(422, 'Unprocessable Content', { errors: [{ pointer: '#/cents', detail }] })
