import { isPlainName, redactText } from './redact.js'
import { entriesOf, isRecord, listOf, type Members, membersOf, pick, scalarOf, textOf } from './wire.js'

export type FieldErrors = Record<string, string[]>

/** Members that hold what is wrong with single fields. */
const LISTS = /((error|issue|field|violation|detail)s|invalidparams|detail|^data)$/
/** Members that hold a sentence. */
export const SENTENCES =
  'errordescription longmessage detail reason message msg errorsummary errormessage defaultmessage description title'
/** Members that name the field. */
const NAMES =
  'loc field param paramname parameter pointer path name argumentname property propertypath instancepath target'
const MOST_FIELDS = 20
const MOST_TEXTS = 5

/** `#/profile/color`, `/data/attributes/name` and `["body", "user", "name"]` as `profile.color`, `name`, `user.name`. */
function fieldName(place: unknown): string | undefined {
  const path = Array.isArray(place) ? listOf(place).map(scalarOf).filter(Boolean).join('.') : place
  const name = textOf(path)
    ?.replace(/^[#/]*((data\/attributes|body|query|path)[./])?/, '')
    .replaceAll('/', '.')
  return name && isPlainName(name) ? name : undefined
}

function nameIn(item: Members, list: string): string | undefined {
  // Where GraphQL says what failed, `path` is a place in the answer and no field.
  if (item.extensions || item.locations)
    return pick([membersOf(item.extensions)], 'argumentname field', fieldName)
  const places = [item, membersOf(item.source), membersOf(item.meta)]
  return pick(places, list === 'formfields' ? 'id' : NAMES, fieldName)
}

/** What several common shapes say of single fields: lists of records, records of lists, one field with one text. */
export function fieldErrorsOf(records: readonly Members[]): FieldErrors | undefined {
  const found = new Map<string, string[]>()
  const add = (name: string | undefined, said: unknown, depth = 2) => {
    if (!name || (found.size >= MOST_FIELDS && !found.has(name))) return
    const texts = listOf(said)
      .map((text) =>
        redactText(pick([membersOf(text)], `${SENTENCES} error issue code`, textOf) ?? text).slice(0, 200),
      )
      .filter(Boolean)
    const all = [...new Set([...(found.get(name) ?? []), ...texts])].slice(0, MOST_TEXTS)
    if (all.length > 0) found.set(name, all)
    // Fields inside of it; `_errors` are its own.
    else if (depth > 0)
      for (const [inner, item] of entriesOf(said))
        add(inner === '_errors' ? name : fieldName(`${name}.${inner}`), item, depth - 1)
  }
  for (const record of records)
    for (const [list, value] of Object.entries(record)) {
      if (!LISTS.test(list)) continue
      if (Array.isArray(value) || (isRecord(value) && textOf(value.field))) {
        for (const item of listOf(value)) add(nameIn(membersOf(item), list), item)
      } else if (isRecord(value) && list !== 'details')
        for (const [name, said] of entriesOf(value))
          if (list !== 'data' || typeof said === 'object') add(fieldName(name), said, list === 'data' ? 0 : 2)
    }
  if (found.size === 0) add(fieldName(records[0]?.param), records[0])
  return found.size > 0 ? Object.fromEntries(found) : undefined
}
