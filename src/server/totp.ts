import type { SessionUser } from '../ciba/approval.js'
import type { BffPollAnswer } from '../ciba/bff-wire.js'
import { withTimeLimit } from '../http/time-limit.js'
import type { Reply } from './answer.js'
import { type Backend, type Call, reportCallback, sessionAnswer } from './backend.js'
import { createKeyedQueue } from './keyed-queue.js'
import type { TotpVerdict } from './options.js'
import { Refusal } from './refusal.js'
import { hash, newSecret } from './secrets.js'
import { endFormer, openSession } from './sessions.js'
import { parseLoginHint } from './start-request.js'
import { afterWrongCode, NO_TRIES, TOTP_REMEMBERED_MS } from './totp-limits.js'

const VERIFICATION_LIMIT_MS = 10_000
/** Longer than any verifier takes a code for. */
const USED_CODE_MS = 10 * 60 * 1000

function codeOf({ body }: Call): string {
  const code = body.totp_code
  if (typeof code === 'string' && /^\d{6}$/.test(code)) return code
  throw new Refusal(400, 'invalid_request', {
    description: '"totp_code" must be 6 digits.',
    fieldErrors: { code: ['Enter the 6 digits of your code.'] },
  })
}

/** POST /totp: a time-based code instead of the push (RFC 6238), with a limit to guessing (§5.2). */
export function createTotp(backend: Backend): (call: Call) => Promise<Reply> {
  const { settings, records } = backend
  const { clock, totpLimits } = settings
  const queue = createKeyedQueue()

  async function verify(loginHint: string, code: string, call: Call): Promise<TotpVerdict> {
    const limit = { limitMs: VERIFICATION_LIMIT_MS, clock, signal: new AbortController().signal }
    try {
      const verdict = await withTimeLimit(limit, async () => settings.verifyTotp?.({ loginHint, code }))
      return verdict ?? { ok: false }
    } catch (error) {
      reportCallback(backend, call.flowId, 'verifyTotp', error)
      throw new Refusal(503, 'temporarily_unavailable')
    }
  }

  /** A code is good for one sign-in (RFC 6238 §5.2), by whichever login hint: an address and a number may be one user's. */
  async function isFirstUse({ sub }: SessionUser, code: string): Promise<boolean> {
    const name = await hash(`${sub}\n${code}`)
    return queue(name, async () => {
      if ((await records.usedCodes.get(name)) !== undefined) return false
      await records.usedCodes.put(name, true, clock.now() + USED_CODE_MS)
      return true
    })
  }

  /** One attempt. Runs alone for its login hint, so that guesses in parallel cannot pass the limit. */
  async function attempt(key: string, loginHint: string, code: string, call: Call): Promise<TotpVerdict> {
    const record = (await records.totp.get(key)) ?? NO_TRIES
    if (record.lockedUntil > clock.now())
      throw new Refusal(423, 'too_many_retries', { retryAt: record.lockedUntil })
    const verdict = await verify(loginHint, code, call)
    if (verdict.ok && (await isFirstUse(verdict.user, code))) {
      await records.totp.delete(key)
      return verdict
    }
    const now = clock.now()
    const next = afterWrongCode(record, totpLimits, now)
    await records.totp.put(key, next, Math.max(now, next.lockedUntil) + TOTP_REMEMBERED_MS)
    if (next.lockedUntil > now) throw new Refusal(423, 'too_many_retries', { retryAt: next.lockedUntil })
    throw new Refusal(401, 'invalid_code', { attemptsRemaining: totpLimits.attempts - next.failures })
  }

  return async (call) => {
    if (settings.verifyTotp === undefined) throw new Refusal(404, 'totp_not_offered')
    const loginHint = parseLoginHint(call.body.login_hint)
    const code = codeOf(call)
    const key = await hash(loginHint.trim().toLowerCase())
    const verdict = await queue(key, () => attempt(key, loginHint, code, call))
    if (!verdict.ok) throw new Refusal(401, 'invalid_code')
    const id = newSecret()
    const session = await openSession(backend, id, verdict.user)
    await endFormer(backend, call, id)
    const body: BffPollAnswer = { status: 'approved', session: sessionAnswer(session) }
    return { body, cookies: [call.cookies.setSession(id, settings.sessionLifetimeMs)], outcome: 'approved' }
  }
}
