import { isPlainName, redactText } from './redact.js'
import { entriesOf, isRecord, listOf, type Members, membersOf, pick, scalarOf, textOf } from './wire.js'

export type FieldErrors = Record<string, string[]>

/** Members that hold what is wrong with single fields. */
const LISTS =
  'errors issues validationerrors fielderrors formfields fields invalidparams violations detail details data'
/** Members that name the field, and those that say what is wrong with it. */
const NAMES = 'loc field param paramname parameter pointer path name argumentname property'
const TEXTS = 'longmessage detail message msg defaultmessage error reason issue description title code'
const MOST_FIELDS = 20
const MOST_TEXTS = 5

/** `#/profile/color`, `/data/attributes/name` and `["body", "user", "name"]` as `profile.color`, `name`, `user.name`. */
function fieldName(place: unknown): string | undefined {
  const path = Array.isArray(place) ? listOf(place).map(scalarOf).filter(Boolean).join('.') : place
  const name = textOf(path)
    ?.replace(/^[#/]+/, '')
    .replaceAll('/', '.')
    .replace(/^(data\.attributes|body|query|path)\./, '')
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
  const add = (name: string | undefined, said: unknown) => {
    if (!name || (found.size >= MOST_FIELDS && !found.has(name))) return
    const texts = listOf(said)
      .map((text) => redactText(pick([membersOf(text)], TEXTS, textOf) ?? text).slice(0, 200))
      .filter(Boolean)
    const all = [...new Set([...(found.get(name) ?? []), ...texts])].slice(0, MOST_TEXTS)
    if (all.length > 0) found.set(name, all)
  }
  for (const record of records)
    for (const list of LISTS.split(' ')) {
      const value = record[list]
      if (Array.isArray(value) || (isRecord(value) && textOf(value.field))) {
        for (const item of listOf(value)) add(nameIn(membersOf(item), list), item)
      } else if (isRecord(value) && list !== 'details')
        for (const [name, said] of entriesOf(value))
          if (list !== 'data' || typeof said === 'object') add(fieldName(name), said)
    }
  const [inner = {}] = records
  if (found.size === 0) add(fieldName(inner.param), inner)
  return found.size === 0 ? undefined : Object.fromEntries(found)
}
