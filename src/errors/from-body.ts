/** What a body says of a failure, before any table is asked. */
export interface BodyReading {
  code?: string
  technicalDetail?: string
  requestId?: string
  retryAfterSeconds?: number
  attemptsRemaining?: number
  fieldErrors?: Record<string, string[]>
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
  const reading: BodyReading = {}
  const error = text(json.error)
  const description = text(json.error_description) ?? text(json.message)
  if (error !== undefined && CODE.test(error)) reading.code = error
  const detail = description ?? (reading.code === undefined ? error : undefined)
  if (detail !== undefined) reading.technicalDetail = detail
  const requestId = text(json.request_id)
  if (requestId !== undefined) reading.requestId = requestId
  const retryAfter = count(json.retry_after)
  if (retryAfter !== undefined) reading.retryAfterSeconds = retryAfter
  const remaining = count(json.attempts_remaining)
  if (remaining !== undefined) reading.attemptsRemaining = remaining
  const fields = fieldErrors(json.field_errors)
  if (fields !== undefined) reading.fieldErrors = fields
  return reading
}
