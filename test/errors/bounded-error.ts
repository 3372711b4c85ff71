import assert from 'node:assert/strict'
import { type AuthError, isAuthError } from '../../src/core.js'
import { ADVICE } from '../../src/errors/advice.js'

const SEVERITIES = ['debug', 'info', 'warning', 'error', 'security', 'critical']
const RECOVERIES = [
  'none',
  'retry',
  'wait_and_retry',
  'retry_later',
  'start_over',
  'use_totp',
  'keep_waiting',
  'refresh_token',
  're_authenticate',
  'verify_permissions',
  'complete_step',
  'fix_input',
  'upgrade_plan',
  'contact_support',
  'review_request',
  'update_app',
]
const DAY_MS = 24 * 60 * 60 * 1000
const text = (value: unknown, longest: number, what: string) => {
  if (value === undefined) return
  assert(typeof value === 'string' && value !== '' && value.length <= longest, `${what}: ${String(value)}`)
}

/** Everything that holds for an error whatever it was made from. Throws where it does not. */
export function checkBounded(error: AuthError, now: number): void {
  assert(isAuthError(error))
  assert(Object.hasOwn(ADVICE, error.kind), `kind ${error.kind}`)
  assert(RECOVERIES.includes(error.recovery), `recovery ${error.recovery}`)
  assert(SEVERITIES.includes(error.severity), `severity ${error.severity}`)
  assert.equal(typeof error.retryable, 'boolean')
  text(error.code, 100, 'code')
  assert.equal(String(error), `AuthError: ${error.kind}: ${error.code}`)
  text(error.technicalDetail, 500, 'technicalDetail')
  text(error.requestId, 128, 'requestId')
  text(error.userState, 40, 'userState')
  text(error.process, 40, 'process')
  text(error.helpUrl, 2_100, 'helpUrl')
  if (error.helpUrl !== undefined) assert.match(error.helpUrl, /^https?:/)
  const { status, occurredAt, retryAt, attemptsRemaining } = error
  assert(
    status === undefined || (Number.isInteger(status) && status >= 100 && status < 600),
    `status ${status}`,
  )
  assert(Number.isFinite(occurredAt) && occurredAt <= now, `occurredAt ${occurredAt}`)
  assert(retryAt === undefined || (Number.isFinite(retryAt) && retryAt <= now + DAY_MS), `retryAt ${retryAt}`)
  assert(
    attemptsRemaining === undefined || (Number.isFinite(attemptsRemaining) && attemptsRemaining >= 0),
    `attemptsRemaining ${attemptsRemaining}`,
  )
  const fields = Object.entries(error.fieldErrors ?? {})
  assert(fields.length <= 20, `${fields.length} fields`)
  for (const [field, texts] of fields) {
    text(field, 100, 'field')
    assert(texts.length > 0 && texts.length <= 5, `${texts.length} texts of a field`)
    for (const said of texts) text(said, 500, 'field text')
  }
  const json = JSON.stringify(error)
  assert(json.length <= 65_536, `${json.length} characters of JSON`)
  assert.equal(JSON.parse(json).kind, error.kind)
}
