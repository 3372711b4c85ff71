import { adviceFor } from './advice.js'
import { AuthError, type AuthErrorFields, isAuthError } from './auth-error.js'
import type { CodeRow, Meaning, SystemErrors } from './codes/code-row.js'
import { meaningOfStatus } from './codes/http.js'
import { rowOf } from './codes/known-codes.js'
import { codeOfThrown, isThrown, membersOfThrown } from './from-thrown.js'
import type { HeadersLike } from './headers.js'
import { helpUrlOf, trustsOwnSite } from './help-url.js'
import { type Reading, readBody } from './read-body.js'
import { hideWords, redactId } from './redact.js'
import { retryAtOf } from './retry-at.js'
import type { Phase } from './vocabulary.js'
import { isRecord, listingOnce, type Members, membersOf, pick, statusOf } from './wire.js'
import { kindOfWords } from './words.js'

/** An answer of a server. `body` is parsed JSON or text. */
export interface ErrorResponse {
  status: number
  headers?: HeadersLike
  body?: unknown
  /** Where it came from: a documentation link on the same site is trusted. */
  url?: string
}

/** What the caller knows and the failure does not say. */
export interface ErrorContext {
  /** Codes that mean something else in this system; the built-in tables need none. */
  system?: SystemErrors | undefined
  /** Which step failed: `access_denied` at `poll` is the person's no, elsewhere it is policy. */
  phase?: Phase | undefined
  /** Epoch ms; after it, `invalid_grant` is expiry. */
  deadlineAt?: number | undefined
  /** The id that we sent with the request. */
  requestId?: string | undefined
  /** Epoch ms; `Date.now()` by default. */
  now?: number | undefined
  /** `navigator.onLine` by default; tells "you are offline" from "the server cannot be reached". */
  online?: boolean | undefined
  /** Whether a link of the answer may be shown. By default: https on the site of the API that answered. */
  trustHelpUrl?: ((url: URL) => boolean) | undefined
}

/** Kinds of which a sentence speaks loosely: believed only where the status is about the caller's rights. */
const LOOSE = /not_authenticated|invalid_token|forbidden/

/** What the failure means: by its code, else by its status where that is sure, else by its words. */
function meaningOf(
  { said, action, type }: Reading,
  code: string,
  now: number,
  context: ErrorContext,
): Meaning {
  const { status = 0, technicalDetail } = said
  const { deadlineAt, phase } = context
  const step = `${status} ${phase}`
  if (code === 'invalid_grant' && deadlineAt !== undefined && now >= deadlineAt) return 'expired'
  const row = said.code || status ? rowOf(code, context, status) : undefined
  const byWords = row === undefined || row.orAsSaid ? kindOfWords(technicalDetail, step) : undefined
  if (row !== undefined) {
    if (byWords && row.orAsSaid?.includes(byWords)) return byWords
    // biid has renewed the token by itself.
    return row.kind === 'invalid_token' && action === 'retry'
      ? { ...row, recovery: 'retry', retryable: true }
      : row
  }
  const byStatus = meaningOfStatus(status)
  if (status === 429 || status >= 500) return byStatus
  // biid's trap for what it does not know itself, whatever the status.
  if (type === 'client') return 'unknown'
  const named = kindOfWords(said.code, step)
  // "Invalid token" is the name, "it has expired" the reason.
  if (named) return byWords && /_expired/.test(byWords) && LOOSE.test(named) ? byWords : named
  // Without an answer it may be a program that speaks.
  const doubtful = status ? (status === 400 || status === 422) && LOOSE : /validation|not_found|conflict/
  if (byWords && !(doubtful && doubtful.test(byWords))) return byWords
  if (phase === 'totp' && status === 401) return 'invalid_code'
  return said.fieldErrors ? 'validation' : byStatus
}

/** What is to be read, and what came with it where a server answered. */
interface Answer {
  body?: unknown
  status?: number | undefined
  headers?: Members
  url?: unknown
}

function build(
  reading: Reading,
  { headers = {}, url }: Answer,
  context: ErrorContext,
  cause?: unknown,
): AuthError {
  const now = context.now ?? Date.now()
  const { said, records } = reading
  const code = said.code ?? (said.status === undefined ? 'unknown_error' : `HTTP_${said.status}`)
  const meaning = meaningOf(reading, code, now, context)
  const row: CodeRow = typeof meaning === 'string' ? { kind: meaning } : meaning
  const { kind } = row
  const advice = adviceFor(kind)
  const recovery = row.recovery ?? advice.recovery
  const retryable = row.retryable ?? advice.retryable
  const limited = recovery === 'wait_and_retry'
  // Where waiting cures nothing, there is no time to wait for.
  const retryAt = retryable || limited ? retryAtOf(headers, records, now, limited) : undefined
  const trusts =
    context.trustHelpUrl ?? context.system?.trustHelpUrl ?? ((link: URL) => trustsOwnSite(link, `${url}`))
  return new AuthError(
    {
      kind,
      ...said,
      technicalDetail: said.technicalDetail && hideWords(said.technicalDetail),
      code,
      recovery,
      severity: row.severity ?? advice.severity,
      retryable,
      requestId: said.requestId ?? redactId(context.requestId),
      occurredAt: Math.min(said.occurredAt ?? now, now),
      retryAt: said.retryAt ?? retryAt,
      helpUrl: helpUrlOf(records, trusts),
      userState: said.userState ?? row.userState,
    },
    cause === undefined ? undefined : { cause },
  )
}

/**
 * An answer, as it is or inside what an HTTP client threw: `response` as axios, ky and others have it, or the members
 * that they put on the error itself. A `Response` is not read: its status and headers speak.
 */
function answerOf(input: unknown, thrown: boolean): Answer {
  if (!isRecord(input)) return { body: input }
  const answer = isRecord(input.response) ? input.response : input
  const places = [input, answer]
  const status = pick(places, 'status statusCode', (value) => statusOf(value, 100))
  const isAnswer = thrown || 'response' in input || 'headers' in input || 'body' in input
  if (status === undefined || !isAnswer) return { body: input, status }
  const body = answer.errors
    ? answer
    : (pick(places, 'data body result', (value) => value) ?? (thrown ? input : undefined))
  return { body, status, headers: membersOf(answer.headers), url: answer.url }
}

function normalize(input: unknown, context: ErrorContext): AuthError {
  if (isAuthError(input)) return input
  const cause = isThrown(input) ? input : undefined
  const answer = answerOf(cause ? membersOfThrown(cause) : input, cause !== undefined)
  const reading = readBody(answer.body, answer.headers, answer.status)
  const { said } = reading
  if (cause && answer.status === undefined && !rowOf(said.code ?? '', context))
    said.code = codeOfThrown(cause, context.online ?? globalThis.navigator?.onLine !== false) ?? said.code
  return build(reading, answer, context, cause)
}

/**
 * Turns whatever was thrown or answered into one {@link AuthError}; an `AuthError` is returned as it is. Reads answers
 * (`{ status, headers, body }`), whatever HTTP clients throw, bare bodies and strings. A `Response` is not read: its
 * status and headers speak; see `readError`. Never throws, for any input.
 */
export function normalizeError(input: unknown, context: ErrorContext = {}): AuthError {
  try {
    return listingOnce(() => normalize(input, context))
  } catch {
    // It throws as soon as it is looked at; the context may too.
    try {
      return normalize(undefined, context)
    } catch {
      return normalize(undefined, {})
    }
  }
}

/** An `AuthError` made from one of the known codes, for failures that this library finds itself. */
export function authError(
  code: string,
  about: ErrorContext &
    Partial<Pick<AuthErrorFields, 'technicalDetail' | 'attemptsRemaining' | 'retryAt'>> = {},
): AuthError {
  const { technicalDetail, attemptsRemaining, retryAt } = about
  return build({ said: { code, technicalDetail, attemptsRemaining, retryAt }, records: [] }, {}, about)
}
