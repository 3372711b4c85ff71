import type { TotpRecord } from './records.js'

const LONGEST_LOCK_OUT_MS = 60 * 60 * 1000
/** A login hint that nobody tried for so long starts afresh. */
export const TOTP_REMEMBERED_MS = 24 * 60 * 60 * 1000

export const NO_TRIES: TotpRecord = { failures: 0, lockOuts: 0, lockedUntil: 0 }

/** The counters after a wrong code. Each lock-out takes twice as long as the one before, up to an hour. */
export function afterWrongCode(
  record: TotpRecord,
  limits: { attempts: number; coolDownMs: number },
  now: number,
): TotpRecord {
  const failures = record.failures + 1
  if (failures < limits.attempts) return { ...record, failures }
  const longest = Math.max(limits.coolDownMs, LONGEST_LOCK_OUT_MS)
  const lockMs = Math.min(longest, limits.coolDownMs * 2 ** record.lockOuts)
  return { failures: 0, lockOuts: record.lockOuts + 1, lockedUntil: now + lockMs }
}
