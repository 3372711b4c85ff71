import { answerFaulty, createFaultPlan, createMovedClock } from '../../src/testing.js'
import { json, oauthError } from './scripted-provider.js'

export const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'

interface Device {
  deviceCode: string
  userCode: string
  expiresAt: number
  polledAt: number
  intervalMs: number
  status: 'pending' | 'approved' | 'denied' | 'used'
}

interface Seen {
  path: string
  type: string | null
  params: URLSearchParams
}

/** Answers in the words of AuthOS: a sentence, and the code beside it. */
const AUTHOS: Record<string, [status: number, error: string, code: string]> = {
  authorization_pending: [400, 'The user has not authorised this device yet', 'DEVICE_CODE_PENDING'],
  slow_down: [400, 'Polling too fast', 'SLOW_DOWN'],
  expired_token: [400, 'The device code has expired', 'DEVICE_CODE_EXPIRED'],
}

/** An authorisation server for devices as RFC 8628 has it, strict about its interval; `wire` is how it speaks. */
export function createDeviceServer(wire: 'oauth' | 'authos' = 'oauth') {
  const clock = createMovedClock()
  const devices: Device[] = []
  const seen: Seen[] = []
  const polls = createFaultPlan()
  const now = () => clock.monotonic?.() ?? clock.now()

  const refuse = (code: string, more: Record<string, string> = {}) => {
    const words = AUTHOS[code]
    if (wire === 'oauth' || words === undefined) return oauthError(code, 400, more)
    const [status, error, error_code] = words
    return json(status, { error, error_code, timestamp: '2026-01-15T10:30:00Z' }, more)
  }

  async function paramsOf(request: Request): Promise<URLSearchParams> {
    const body = await request.text()
    if (wire === 'oauth') return new URLSearchParams(body)
    return new URLSearchParams(JSON.parse(body) as Record<string, string>)
  }

  function authorize(): Response {
    const number = devices.length + 1
    const userCode = `WDJB-MJH${number}`
    const deviceCode = `device-code-of-the-test-${number}`
    const times = { expiresAt: now() + 300_000, polledAt: -Infinity, intervalMs: 5_000 }
    devices.push({ deviceCode, userCode, ...times, status: 'pending' })
    return json(200, {
      device_code: deviceCode,
      user_code: userCode,
      verification_uri: 'https://id.example/device',
      verification_uri_complete: `https://id.example/device?user_code=${userCode}`,
      expires_in: 300,
      interval: 5,
    })
  }

  function token(params: URLSearchParams): Response {
    if (params.get('grant_type') !== DEVICE_GRANT) return refuse('unsupported_grant_type')
    const device = devices.find(({ deviceCode }) => deviceCode === params.get('device_code'))
    if (device === undefined || device.status === 'used') return refuse('invalid_grant')
    if (now() >= device.expiresAt) return refuse('expired_token')
    const tooSoon = now() < device.polledAt + device.intervalMs
    device.polledAt = now()
    if (tooSoon) device.intervalMs += 5_000
    if (device.status === 'denied') return refuse('access_denied')
    if (device.status === 'pending') return refuse(tooSoon ? 'slow_down' : 'authorization_pending')
    device.status = 'used'
    return json(200, { access_token: 'token-of-the-test', token_type: 'Bearer', expires_in: 600 })
  }

  const answer = (status: Device['status']) => {
    const newest = devices.at(-1)
    if (newest) newest.status = status
  }

  return {
    clock,
    devices,
    seen,
    /** What goes wrong with the next polls. */
    polls,
    approve: () => answer('approved'),
    deny: () => answer('denied'),
    async handle(request: Request): Promise<Response> {
      const path = new URL(request.url).pathname
      const params = await paramsOf(request)
      seen.push({ path, type: request.headers.get('content-type'), params })
      if (params.get('client_id') !== 'tv') return refuse('invalid_client')
      if (path === '/device') return authorize()
      const fault = polls.take()
      return fault === undefined ? token(params) : answerFaulty(fault, request.signal)
    },
  }
}
