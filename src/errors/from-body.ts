/** What a body says of a failure, before any table is asked. */
export interface BodyReading {
  code?: string | undefined
  technicalDetail?: string | undefined
  requestId?: string | undefined
  retryAfterSeconds?: number | undefined
  attemptsRemaining?: number | undefined
  fieldErrors?: Record<string, string[]> | undefined
}

const CODE = /^[A-Za-z][\w.-]{0,63}$/

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parsed(body: unknown): unknown {
  if (typeof body !== 'string') return body
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined
}

function fieldErrors(value: unknown): Record<string, string[]> | undefined {
  if (!isRecord(value)) return undefined
  const fields = Object.entries(value).flatMap(([field, texts]) => {
    const list = (Array.isArray(texts) ? texts : [texts]).filter((t): t is string => typeof t === 'string')
    return list.length > 0 ? [[field, list] as const] : []
  })
  return fields.length > 0 ? Object.fromEntries(fields) : undefined
}

/** Reads an OAuth error body (RFC 6749 §5.2) and the members that our own back end adds to it. */
export function readBody(body: unknown): BodyReading {
  const json = parsed(body)
  if (!isRecord(json)) return {}
  const error = text(json.error)
  const code = error !== undefined && CODE.test(error) ? error : undefined
  return {
    code,
    // An `error` that is a sentence is no code.
    technicalDetail:
      text(json.error_description) ?? text(json.message) ?? (code === undefined ? error : undefined),
    requestId: text(json.request_id),
    retryAfterSeconds: count(json.retry_after),
    attemptsRemaining: count(json.attempts_remaining),
    fieldErrors: fieldErrors(json.field_errors),
  }
}
