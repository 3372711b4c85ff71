import type { AuthErrorInit } from './auth-error.js'
import { fieldErrorsOf, SENTENCES } from './field-errors.js'
import { isPlain, redactDetails, redactForms, redactId } from './redact.js'
import {
  countOf,
  entriesOf,
  isRecord,
  listOf,
  matching,
  type Members,
  membersOf,
  parametersOf,
  parseBody,
  pick,
  scalarOf,
  statusOf,
  textOf,
} from './wire.js'

/** What a failure says of itself, before any table is asked. */
export interface Reading {
  said: { [K in Exclude<keyof AuthErrorInit, 'kind'>]?: AuthErrorInit[K] | undefined }
  /** `retry`: the call may be made again as it is. */
  action?: string | undefined
  /** What sort of error it is called, beside its code. */
  type?: string | undefined
  /** Where times and links are looked for. */
  records: readonly Members[]
}

const CODES = 'errorcode code exception error errortype status'

/** Words for "it failed", places in standards and the reason phrases of HTTP, which are no codes. */
const NO_CODE = /^(error|fail(ed|ure)?|ok|success|field|section.*|rfc\d+|[A-Z][a-z]+)$/

/** A code as on the wire; of a problem type (RFC 9457 §3.1.1) its last part. A number is one unless it is the status. */
function codeOf(value: unknown, status: number | undefined): string | undefined {
  const name = scalarOf(value).replace(/^(https?:.*[/#]|[\w.]+#)/, '')
  return /^([A-Za-z][\w./-]{0,63}|[1-9]\d{0,4})$/.test(name) &&
    name !== `${status}` &&
    !NO_CODE.test(name) &&
    (name.length < 20 || isPlain(name))
    ? name
    : undefined
}

const ID_NAMES = [/(?<!auth)req(uest)?id$/, /traceid$/, /correlationid$/, /^(error|debug)id$/, /^cfray$/]
const UUID = /^[\da-f]{8}-[\da-f-]{27}$/i

/** The id by which the server knows the request: what it calls the request, else a trace of it, else a proxy's. */
function requestIdIn(records: readonly Members[]): string | undefined {
  for (const record of records) {
    const names = Object.keys(record)
    for (const pattern of ID_NAMES) {
      const name = names.find((key) => pattern.test(key))
      const id = name && redactId(record[name])
      if (id) return id
    }
    // W3C Trace Context: version, trace id, parent id, flags.
    const trace = /^[\da-f]{2}-([\da-f]{32})-/.exec(scalarOf(record.traceparent))?.[1]
    const id = trace ?? pick([record], 'request id', (value) => matching(UUID, value))
    if (id) return id
  }
  return undefined
}

/** `TOO_MANY_ATTEMPTS : Try later` says a code and a sentence in one. */
const CODE_AND_SENTENCE = /^([A-Z][A-Z\d]*(?:_[A-Z\d]+)+)(?:\s*:\s*([^]+))?$/
const ID_IN_SENTENCE = /(?<![\s(])[\s(]*\b(?:trace|request|correlation) ?_?id:?\s*([\w.-]{6,128})[^]*$/i

/** A name of a state or a process: no prose, and no key, which has digits in it. */
const wordOf = (value: unknown) => matching(/^[a-z_-]{1,40}$/i, value)

/** A sentence, or the first of several. */
const sentenceOf = (value: unknown) => textOf(listOf(value)[0])

/** Nothing but fields, each with a list of texts, or with fields of its own. */
const isBareFields = (value: unknown, depth = 3): boolean =>
  Array.isArray(value)
    ? sentenceOf(value) !== undefined
    : isRecord(value) &&
      depth > 0 &&
      entriesOf(value).every(
        ([name, inside]) => !/^(error|message|detail)/.test(name) && isBareFields(inside, depth - 1),
      )

const hasMembers = (record: Members) => Object.keys(record).length > 0

/** Reads a body of any of the common forms: flat, below `error`, or the first of `errors`; without one the challenge. */
export function readBody(body: unknown, headers: Members = {}, answered?: number): Reading {
  const json = parseBody(body)
  const [top] = listOf(json)
  const root = membersOf(top)
  const inner = membersOf(root.error ?? root.shape)
  const first = membersOf(Array.isArray(root.errors) && root.errors[0])
  const records = [
    inner,
    root,
    first,
    membersOf(first.extensions),
    membersOf(inner.data),
    // A challenge says what is wrong in its parameters (RFC 6750 §3, RFC 9470).
    parametersOf(headers.wwwauthenticate),
  ]
  const details = inner.details ?? root.details
  const more = [...records, ...[inner.innererror, ...listOf(details)].map(membersOf)].filter(hasMembers)
  const status =
    answered ?? pick(records, 'status statuscode code httpstatus', (value) => statusOf(value, 400))

  const sentence =
    pick(records, SENTENCES, sentenceOf) ?? pick([root, { error: json }], 'error errors', sentenceOf)
  const [, saidCode, saidSentence] = CODE_AND_SENTENCE.exec(sentence ?? '') ?? []
  const read = (value: unknown) => codeOf(value, status)
  // A type or a name may be that of the envelope.
  const code = saidCode ?? pick(records, CODES, read) ?? pick(records, 'type name', read)
  const detail = saidCode === undefined ? sentence : saidSentence
  return {
    said: {
      code,
      status,
      technicalDetail:
        detail === code ? undefined : redactForms(detail?.replace(ID_IN_SENTENCE, '')) || undefined,
      requestId: requestIdIn([...more, headers]) ?? redactId(ID_IN_SENTENCE.exec(detail ?? '')?.[1]),
      occurredAt: pick(records, 'timestamp', (value) => Date.parse(scalarOf(value)) || undefined),
      attemptsRemaining: pick(records, 'attemptsremaining remainingattempts remaining', countOf),
      fieldErrors: fieldErrorsOf(isBareFields(top) ? [...more, { errors: top }] : more),
      userState: pick(records, 'invalidstate userstate', wordOf),
      process: pick(records, 'process', wordOf),
      details: typeof details === 'object' && details ? redactDetails(details) : undefined,
    },
    action: pick(records, 'action', wordOf),
    type: pick(records, 'type', wordOf),
    records: more,
  }
}
