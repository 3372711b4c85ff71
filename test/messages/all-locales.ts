import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import type { Messages } from '../../src/messages/messages.js'

export const TAGS = readdirSync('src/messages/locales').map((file) => basename(file, '.ts'))

/** Every language there is, by the name of its file. */
export const LOCALES = await Promise.all(
  TAGS.map(async (tag) => {
    const module = (await import(`../../src/messages/locales/${tag}.ts`)) as { default: Messages }
    return { tag, messages: module.default }
  }),
)

/** What a text that says more than itself is given, by its name. */
const SAMPLES: Record<string, readonly unknown[]> = {
  signInTitle: ['Acme'],
  pushingText: ['d•••@e•••.com'],
  waitingText: ['d•••@e•••.com', 'Acme'],
  totpText: ['d•••@e•••.com'],
  spokenCode: ['KQ7-42M'],
}

/** Every text of a language by its path, as people get it: `errors.denied.title`. */
export function textsOf(messages: Messages): Map<string, string> {
  const texts = new Map<string, string>()
  const collect = (node: unknown, path: string, name: string): void => {
    if (typeof node === 'string') texts.set(path, node)
    else if (typeof node === 'function')
      texts.set(path, (node as (...input: unknown[]) => string)(...(SAMPLES[name] ?? [65_000])))
    else
      for (const [key, value] of Object.entries(node as object))
        collect(value, path === '' ? key : `${path}.${key}`, key)
  }
  const { errors, codes, ui } = messages
  collect({ errors, codes, ui }, '', '')
  return texts
}
