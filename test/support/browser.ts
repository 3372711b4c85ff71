import { createCookieJar } from './cookie-jar.js'

export interface Answer {
  status: number
  body: Record<string, unknown>
  headers: Headers
  setCookies: string[]
}

/** What a browser does around a back end: keeps cookies, sends its origin. */
export function createBrowser(
  handler: (request: Request) => Promise<Response>,
  origin = 'https://app.example',
  basePath = '/auth',
) {
  const jar = createCookieJar()
  const { cookies } = jar

  async function send(
    path: string,
    init: RequestInit,
    options: { loseAnswer?: boolean } = {},
  ): Promise<Answer> {
    const headers = new Headers(init.headers)
    jar.addTo(headers)
    const response = await handler(new Request(origin + basePath + path, { ...init, headers }))
    if (!options.loseAnswer) jar.keep(response.headers)
    const text = await response.text()
    return {
      status: response.status,
      body: JSON.parse(text) as Record<string, unknown>,
      headers: response.headers,
      setCookies: response.headers.getSetCookie(),
    }
  }

  const post = (
    path: string,
    body: object = {},
    options: { headers?: Record<string, string>; loseAnswer?: boolean } = {},
  ) =>
    send(
      path,
      {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', origin, ...options.headers },
      },
      options,
    )

  return {
    cookies,
    send,
    post,
    get: (path: string) => send(path, {}),
    start: (more: { loginHint?: string; bindingMessage?: string; key?: string; loseAnswer?: boolean } = {}) =>
      post(
        '/start',
        {
          login_hint: more.loginHint ?? 'ada@app.example',
          binding_message: more.bindingMessage ?? 'KQ7-42M',
        },
        {
          ...(more.key === undefined ? {} : { headers: { 'idempotency-key': more.key } }),
          ...(more.loseAnswer === undefined ? {} : { loseAnswer: more.loseAnswer }),
        },
      ),
    poll: (flow: unknown, options: { loseAnswer?: boolean } = {}) => post('/poll', { flow }, options),
    cancel: (flow: unknown) => post('/cancel', { flow }),
    totp: (code: unknown, loginHint: unknown = 'ada@app.example') =>
      post('/totp', { login_hint: loginHint, totp_code: code }),
    session: () => send('/session', {}),
    signOut: () => send('/sign-out', { method: 'POST', headers: { origin } }),
  }
}
