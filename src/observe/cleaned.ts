import { redactEndpoint } from '../errors/redact-endpoint.js'
import { redactId, redactText } from '../errors/redact.js'
import type { AuthLogRecord } from './log-record.js'

type Loose = { [K in keyof AuthLogRecord]?: unknown }

/** IPv4, or IPv6 with its colons: no phone number is either. */
const IP_ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|(?=.*:.*:)[\da-f:.]{2,45})$/i
const VERSION = /(?<![^\s(;])[a-z]+\/\d{1,5}(\.\d{1,5}){0,4}(?![\w.])/gi

const HIDDEN_AT = 0xe000
const hide = (text: string) =>
  text.replace(/[\d./]/g, (sign) => String.fromCharCode(HIDDEN_AT + sign.charCodeAt(0)))
const show = (text: string) =>
  text.replace(/[\ue000-\ue07f]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - HIDDEN_AT))

/** Versions are no phone numbers; all else in it is redacted. */
const cleanUserAgent = (value: unknown) =>
  show(
    redactText(
      typeof value === 'string' ? value.replace(/[\ue000-\ue07f]/g, '').replace(VERSION, hide) : value,
    ),
  )

type Cleaner = (value: unknown) => string | number | boolean | undefined

const id: Cleaner = redactId
const text: Cleaner = redactText
const number: Cleaner = (value) => (Number.isFinite(value) ? (value as number) : undefined)

/** Of every member that a record may have, how it is cleaned. What has no name here gets into no record. */
const CLEANERS: Record<Exclude<keyof AuthLogRecord, 'timestamp' | 'level' | 'event' | 'message'>, Cleaner> = {
  flowId: id,
  requestId: id,
  operation: text,
  from: text,
  to: text,
  outcome: text,
  endpoint: (value) => redactEndpoint(String(value)),
  method: text,
  durationMs: number,
  dueAt: number,
  status: number,
  kind: text,
  code: text,
  afterCode: text,
  description: text,
  cause: text,
  recovery: text,
  helped: (value) => (typeof value === 'boolean' ? value : undefined),
  callback: text,
  userId: id,
  organisationId: id,
  ipAddress: (value) => (IP_ADDRESS.test(String(value)) ? String(value) : undefined),
  userAgent: cleanUserAgent,
}

/** A record without secrets; members that are nothing, or not what they should be, are left out. */
export function cleaned(loose: Loose): Loose {
  const record: Record<string, unknown> = {}
  for (const [name, clean] of Object.entries(CLEANERS)) {
    const given = loose[name as keyof AuthLogRecord]
    const value = given === undefined ? undefined : clean(given)
    if (value !== undefined && value !== '') record[name] = value
  }
  return record
}
