import type { SessionUser } from '../ciba/approval.js'
import type { AuthEventListener } from '../events/auth-event.js'
import { type Clock, systemClock } from '../http/clock.js'
import { isSecure } from './loopback.js'
import type { AuthHandlerOptions, PushLimits, TotpLimits } from './options.js'
import { memoryStore, type SessionStore } from './session-store.js'
import { defaultSessionUser } from './session-user.js'

/** Options that were checked, with every default filled in. */
export interface Settings {
  issuer: URL
  clientId: string
  clientSecret: string
  scope: string
  /** Without a slash at the end; empty at the root. */
  basePath: string
  origin: string | undefined
  store: SessionStore
  verifyTotp: AuthHandlerOptions['verifyTotp']
  totpLimits: Required<TotpLimits>
  pushLimits: Required<PushLimits>
  clientAddress: AuthHandlerOptions['clientAddress']
  sessionLifetimeMs: number
  sessionUser(claims: Record<string, unknown>): SessionUser
  revealUnknownUser: boolean
  onEvent: AuthEventListener
  clock: Clock
  fetch: typeof fetch
}

const MUST_BE_SECURE = 'must use https; http is for localhost, 127.0.0.1 and [::1] alone.'
const EIGHT_HOURS_MS = 8 * 60 * 60 * 1000
const FIVE_MINUTES_MS = 5 * 60 * 1000

function wrong(option: string, advice: string): never {
  throw new TypeError(`createAuthHandler: "${option}" ${advice}`)
}

function text(value: unknown, option: string, advice: string): string {
  return typeof value === 'string' && value.trim() !== '' ? value : wrong(option, advice)
}

function duration(value: number, option: string): number {
  return Number.isFinite(value) && value > 0 ? value : wrong(option, 'must be milliseconds above 0.')
}

function count(value: number, option: string): number {
  return Number.isInteger(value) && value > 0 ? value : wrong(option, 'must be a whole number from 1.')
}

function parseUrl(value: unknown): URL | null {
  return typeof value === 'string' && URL.canParse(value) ? new URL(value) : null
}

function issuerOf(value: unknown): URL {
  const advice = 'must be the issuer URL of your OpenID provider, such as "https://id.example.com".'
  const issuer = parseUrl(text(value, 'issuer', advice))
  if (issuer === null) return wrong('issuer', advice)
  if (issuer.search !== '' || issuer.hash !== '')
    return wrong('issuer', 'must have no query and no fragment.')
  return isSecure(issuer) ? issuer : wrong('issuer', MUST_BE_SECURE)
}

function originOf(value: unknown): string | undefined {
  if (value === undefined) return undefined
  const url = parseUrl(value)
  const isOrigin = url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`
  if (!isOrigin) return wrong('origin', 'must be an origin alone, such as "https://app.example.com".')
  return isSecure(url) ? url.origin : wrong('origin', MUST_BE_SECURE)
}

function basePathOf(value: unknown): string {
  if (typeof value !== 'string' || !/^\/[\w./~-]*$/.test(value))
    return wrong('basePath', 'must be a path that starts with "/", such as "/auth".')
  return value.replace(/\/+$/, '')
}

function scopeOf(value: unknown): string {
  const scope = text(value, 'scope', 'must be a list of scopes with spaces between them.')
  return scope.split(' ').includes('openid') ? scope : wrong('scope', 'must contain "openid".')
}

function storeOf(store: SessionStore): SessionStore {
  const whole = (['get', 'set', 'delete'] as const).every((name) => typeof store?.[name] === 'function')
  return whole ? store : wrong('store', 'must have the methods get, set and delete, as a Keyv instance has.')
}

const CALLBACKS = ['verifyTotp', 'clientAddress', 'sessionUser', 'onEvent'] as const

/** @throws `TypeError` that names the option and says what to do; never with a value in it. */
export function settle(options: AuthHandlerOptions): Settings {
  const { clock = systemClock, totpLimits = {}, pushLimits = {} } = options
  for (const name of CALLBACKS)
    if (options[name] !== undefined && typeof options[name] !== 'function') wrong(name, 'must be a function.')
  return {
    issuer: issuerOf(options.issuer),
    clientId: text(options.clientId, 'clientId', 'must be the client_id that your provider registered.'),
    clientSecret: text(
      options.clientSecret,
      'clientSecret',
      'must be the secret of the client: CIBA is for confidential clients. Read it from the environment.',
    ),
    scope: scopeOf(options.scope ?? 'openid profile'),
    basePath: basePathOf(options.basePath ?? '/auth'),
    origin: originOf(options.origin),
    store: storeOf(options.store ?? memoryStore({ clock })),
    verifyTotp: options.verifyTotp?.bind(options),
    totpLimits: {
      attempts: count(totpLimits.attempts ?? 3, 'totpLimits.attempts'),
      coolDownMs: duration(totpLimits.coolDownMs ?? 30_000, 'totpLimits.coolDownMs'),
    },
    pushLimits: {
      perHint: count(pushLimits.perHint ?? 5, 'pushLimits.perHint'),
      perAddress: count(pushLimits.perAddress ?? 30, 'pushLimits.perAddress'),
      windowMs: duration(pushLimits.windowMs ?? FIVE_MINUTES_MS, 'pushLimits.windowMs'),
    },
    clientAddress: options.clientAddress?.bind(options),
    sessionLifetimeMs: duration(options.sessionLifetimeMs ?? EIGHT_HOURS_MS, 'sessionLifetimeMs'),
    sessionUser: options.sessionUser?.bind(options) ?? defaultSessionUser,
    revealUnknownUser: options.revealUnknownUser === true,
    onEvent: options.onEvent?.bind(options) ?? (() => {}),
    clock,
    fetch: options.fetch ?? ((...request) => globalThis.fetch(...request)),
  }
}
