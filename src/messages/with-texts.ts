import type { ErrorMessages, Messages } from './messages.js'

type Leaf = string | ((...input: never[]) => string)

type Changes<T> = { readonly [K in keyof T]?: T[K] extends Leaf ? T[K] : Changes<T[K]> }

/** The texts that an app words itself; all others stay. */
export type TextChanges = Changes<Pick<Messages, 'errors' | 'codes' | 'ui'>>

type Tree = Record<string, unknown>

function merged(base: Tree, changes: Tree): Tree {
  const result = { ...base }
  for (const [name, change] of Object.entries(changes))
    if (change !== undefined)
      result[name] = typeof change === 'object' ? merged((base[name] ?? {}) as Tree, change as Tree) : change
  return result
}

/** The messages of a language with some texts of the app's own: `withTexts(en, { ui: { tryAgain: 'Once more' } })`. */
export function withTexts<M extends ErrorMessages>(messages: M, changes: TextChanges): M {
  return merged(messages as unknown as Tree, changes as Tree) as unknown as M
}
