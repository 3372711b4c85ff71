import type { ErrorMessages } from './messages.js'

/** Sentences one after the other; a title gets its full stop. Japanese and Chinese put no space between them. */
export function sentences({ tag }: Pick<ErrorMessages, 'tag'>, ...texts: (string | undefined)[]): string {
  const [stop, space] = /^(ja|zh)/.test(tag) ? ['。', ''] : ['.', ' ']
  return texts
    .filter((text) => text !== undefined)
    .map((text) => text.replace(/[^.!?…。！？\s]$/u, `$&${stop}`))
    .join(space)
}
