import { type FieldErrors, fieldErrorsOf } from './field-errors.js'
import { redactId } from './redact.js'
import { countOf, firstText, parseBody, recordOf, recordsOf, textOf, type WireRecord } from './wire.js'

/** What a failure says of itself, before any table is asked. */
export interface Reading {
  code?: string | undefined
  /** The server's sentence, as it is. */
  detail?: string | undefined
  requestId?: string | undefined
  /** HTTP status, where only the body has it. */
  status?: number | undefined
  occurredAt?: number | undefined
  attemptsRemaining?: number | undefined
  fieldErrors?: FieldErrors | undefined
  userState?: string | undefined
  process?: string | undefined
  /** `retry`: the call may be made again as it is. */
  action?: string | undefined
  details?: unknown
  /** Epoch ms. */
  retryAt?: number | undefined
  /** Where times and links are looked for: the error itself, the root, the first of a list. */
  records: WireRecord[]
}

const CODES = ['error_code', 'errorCode', 'code', 'exception', 'error', '__type', 'status', 'type', 'name']
const SENTENCES = [
  'error_description',
  'long_message',
  'detail',
  'reason',
  'message',
  'msg',
  'errorSummary',
  'errorMessage',
  'error_message',
  'description',
  'title',
]
const STATUSES = ['status', 'statusCode', 'status_code', 'code']

/** Words for "it failed" and the reason phrases of HTTP, which are no codes. */
const NO_CODE = /^(error|fail(ed|ure)?|ok|success|[A-Z][a-z]+)$/
/** Long and mixed: a token or an id, not a name. */
const TOKEN_LIKE = /^eyJ|^(?=.*\d)[A-Za-z\d-]{20,}$|[A-Za-z\d-]{32,}/

/** A code as on the wire; of a problem type (RFC 9457 §3.1.1) its last part. A number is one unless it is the status. */
export function codeOf(value: unknown, status: number | undefined): string | undefined {
  if (typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value)))
    return Number(value) !== status && /^\d{1,5}$/.test(`${value}`) ? `${value}` : undefined
  const text = textOf(value)
  const name = /^https?:/.test(text ?? '') ? text?.split(/[/#]/).at(-1) : text
  if (name === undefined || !/^[A-Za-z][\w.-]{0,63}$/.test(name)) return undefined
  return NO_CODE.test(name) || TOKEN_LIKE.test(name) ? undefined : name
}

function firstCode(records: WireRecord[], status: number | undefined): string | undefined {
  for (const record of records)
    for (const key of CODES) {
      const code = codeOf(record[key], status)
      if (code !== undefined) return code
    }
  return undefined
}

/** Not a pattern over all names: an answer may have a hundred thousand. */
const ID_NAMES = [
  'request_id',
  'requestId',
  'requestID',
  'trace_id',
  'traceId',
  'traceID',
  'correlation_id',
  'correlationId',
  'error_id',
  'errorId',
  'clerk_trace_id',
]
const UUID = /^[\da-f]{8}-[\da-f-]{27}$/i
const ID_IN_SENTENCE = /[\s(]*\b(?:trace|request|correlation) ?_?id:?\s*([\w.-]{6,128})[^]*$/i

function requestIdIn(records: WireRecord[]): string | undefined {
  for (const record of records) {
    for (const name of ID_NAMES) {
      const id = redactId(record[name])
      if (id !== undefined) return id
    }
    for (const name of ['request', 'id']) {
      const id = record[name]
      if (typeof id === 'string' && UUID.test(id)) return id
    }
  }
  return undefined
}

/** `TOO_MANY_ATTEMPTS : Try later` says a code and a sentence in one. */
const CODE_AND_SENTENCE = /^([A-Z][A-Z\d]*(?:_[A-Z\d]+)+)(?:\s*:\s*([^]+))?$/

function statusIn(records: WireRecord[]): number | undefined {
  for (const record of records)
    for (const name of STATUSES) {
      const status = countOf(record[name])
      if (Number.isInteger(status) && status !== undefined && status >= 400 && status < 600) return status
    }
  return undefined
}

/** A name of a state or a process, not prose. */
const wordOf = (value: unknown) =>
  typeof value === 'string' && /^[A-Za-z][\w-]{0,39}$/.test(value) ? value : undefined

/** Reads a body of any of the common forms: flat, below `error`, or the first of `errors`. */
export function readBody(body: unknown, answered?: number): Reading {
  const json = parseBody(body)
  const root = Array.isArray(json) ? (recordsOf(json)[0] ?? {}) : recordOf(json)
  const [first = {}] = recordsOf(root.errors)
  const inner = recordOf(root.error)
  const records = [inner, root, first, recordOf(first.extensions)]
  const status = answered ?? statusIn(records)

  const sentence = firstText(records, SENTENCES) ?? textOf(root.error) ?? textOf(json)
  const [, saidCode, saidSentence] = CODE_AND_SENTENCE.exec(sentence ?? '') ?? []
  const code = saidCode ?? firstCode(records, status)
  const said = saidCode === undefined ? sentence : saidSentence
  const [, idSaid] = ID_IN_SENTENCE.exec(said ?? '') ?? []

  const [{ timestamp = root.timestamp }] = records as [WireRecord]
  const at = Date.parse(textOf(timestamp) ?? '')
  const anywhere = (name: string) => inner[name] ?? root[name]
  return {
    code,
    detail: said === code ? undefined : said?.replace(ID_IN_SENTENCE, '').trim() || undefined,
    requestId: requestIdIn([...records, recordOf(anywhere('details'))]) ?? redactId(idSaid),
    status,
    occurredAt: Number.isNaN(at) ? undefined : at,
    attemptsRemaining: countOf(
      anywhere('attempts_remaining') ?? anywhere('remaining_attempts') ?? anywhere('remaining'),
    ),
    fieldErrors: fieldErrorsOf(records),
    userState: wordOf(anywhere('invalidState') ?? anywhere('user_state')),
    process: wordOf(anywhere('process')),
    action: wordOf(anywhere('action')),
    details: anywhere('details'),
    records,
  }
}
