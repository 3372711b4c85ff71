/** Browsers send at least one of the two with every POST; what sends neither is no browser, and needs no such check. */
export function isSameOrigin(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site') ?? 'same-origin'
  const own = new URL(request.url).origin
  return site === 'same-origin' && (request.headers.get('origin') ?? own) === own
}
