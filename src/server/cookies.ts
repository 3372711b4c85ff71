import { parse, serialize } from 'cookie'
import { isSecure } from './loopback.js'

/** The cookies of one request, and the headers to set them. Ids are ours: anything of another form is not read. */
export interface Cookies {
  /** The browser's id, which its flows are bound to. */
  flow?: string
  session?: string
  setFlow(id: string, maxAgeMs: number): string
  setSession(id: string, maxAgeMs: number): string
  clearSession(): string
}

const ID = /^[\w-]{43}$/

/** `__Host-` and `Secure` need https. On loopback alone the cookies have neither, so that local development works. */
export function readCookies(headers: Headers, origin: URL): Cookies {
  const secure = origin.protocol === 'https:' || !isSecure(origin)
  const flowName = secure ? '__Host-ciba-flow' : 'ciba-flow'
  const sessionName = secure ? '__Host-ciba-session' : 'ciba-session'
  const sent = parse(headers.get('cookie') ?? '')
  const idOf = (name: string) => (ID.test(sent[name] ?? '') ? sent[name] : undefined)
  const set = (name: string, value: string, maxAgeMs: number) =>
    serialize(name, value, {
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
      secure,
      maxAge: Math.max(0, Math.ceil(maxAgeMs / 1000)),
    })
  const flow = idOf(flowName)
  const session = idOf(sessionName)
  return {
    ...(flow === undefined ? {} : { flow }),
    ...(session === undefined ? {} : { session }),
    setFlow: (id, maxAgeMs) => set(flowName, id, maxAgeMs),
    setSession: (id, maxAgeMs) => set(sessionName, id, maxAgeMs),
    clearSession: () => set(sessionName, '', 0),
  }
}
