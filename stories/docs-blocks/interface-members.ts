export interface Member {
  name: string
  optional: boolean
  /** As written. */
  type: string
  /** What the comment above says, in one line, with code between backticks. */
  about: string
}

const MEMBER = /\n {2}(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n {2})?(\w+)(\??)(?:: |(?=\())([^\n]+)/g

const plain = (comment: string) =>
  comment
    .replaceAll(/\n\s*\*/g, ' ')
    .replaceAll(/\{@link ([\w.]+)\}/g, '`$1`')
    .replaceAll(/\s+/g, ' ')
    .trim()

/** The members of an interface as its source says them, so that a page and an editor tell the same. */
export function membersOf(source: string, name: string): Member[] {
  const body = new RegExp(`export interface ${name} [^\\n]*\\{([\\s\\S]*?)\\n\\}`).exec(source)?.[1]
  if (body === undefined) throw new Error(`There is no interface ${name}`)
  return [...body.matchAll(MEMBER)].map(([, comment = '', member = '', optional, type = '']) => ({
    name: member,
    optional: optional === '?',
    type,
    about: plain(comment),
  }))
}
