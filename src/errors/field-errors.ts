import { isPlainName, redactText } from './redact.js'
import { firstText, isRecord, recordOf, textOf, type WireRecord } from './wire.js'

export type FieldErrors = Record<string, string[]>

const LISTS = [
  'errors',
  'validation_errors',
  'field_errors',
  'fieldErrors',
  'formFields',
  'fields',
  'invalid-params',
  'violations',
  'detail',
  'details',
  'data',
]
const NAMES = [
  'field',
  'param',
  'param_name',
  'parameter',
  'pointer',
  'path',
  'name',
  'argumentName',
  'id',
  'property',
]
const TEXTS = [
  'long_message',
  'detail',
  'message',
  'msg',
  'error',
  'reason',
  'issue',
  'description',
  'title',
  'code',
]
const MOST_FIELDS = 20
const MOST_TEXTS = 5

/** `#/profile/color`, `/data/attributes/name` and `["body", "user", "name"]` as `profile.color`, `name`, `user.name`. */
function fieldName(place: unknown): string | undefined {
  const path = Array.isArray(place)
    ? place.join('.')
    : textOf(place)
        ?.replace(/^[#/]+/, '')
        .replaceAll('/', '.')
  return path?.replace(/^(data\.attributes|body|query|path)\./, '').slice(0, 100) || undefined
}

function nameIn(item: WireRecord): string | undefined {
  const places = [item, recordOf(item.source), recordOf(item.meta), recordOf(item.extensions)]
  return Array.isArray(item.loc) ? fieldName(item.loc) : fieldName(firstText(places, NAMES))
}

function textsIn(value: unknown): string[] {
  const texts = Array.isArray(value) ? value : [isRecord(value) ? firstText([value], TEXTS) : value]
  return texts.slice(0, MOST_TEXTS).flatMap((text) => redactText(textOf(text) ?? '').slice(0, 200) || [])
}

/** What several common shapes say of single fields: lists of records, records of lists, one field with one text. */
export function fieldErrorsOf(records: WireRecord[]): FieldErrors | undefined {
  const found = new Map<string, string[]>()
  const add = (name: string | undefined, texts: string[]) => {
    if (!name || !isPlainName(name) || texts.length === 0 || (found.size >= MOST_FIELDS && !found.has(name)))
      return
    found.set(name, [...new Set([...(found.get(name) ?? []), ...texts])].slice(0, MOST_TEXTS))
  }
  for (const record of records)
    for (const list of LISTS) {
      const value = record[list]
      if (Array.isArray(value)) {
        for (const item of value.slice(0, MOST_FIELDS)) if (isRecord(item)) add(nameIn(item), textsIn(item))
      } else if (isRecord(value) && typeof value.field === 'string') {
        add(value.field, textsIn(value))
      } else if (isRecord(value) && list !== 'details') {
        for (const name of Object.keys(value).slice(0, MOST_FIELDS)) {
          const texts = value[name]
          if (Array.isArray(texts) || (isRecord(texts) ? 'message' in texts : list !== 'data'))
            add(name, textsIn(texts))
        }
      }
    }
  const [inner] = records
  if (found.size === 0 && inner && textOf(inner.param)) add(textOf(inner.param), textsIn(inner.message))
  return found.size === 0 ? undefined : Object.fromEntries(found)
}
