import { ADVICE, type Advice, adviceFor } from '../../src/errors/advice.js'
import type { CodeRow, CodeTable } from '../../src/errors/codes/code-row.js'
import { meaningOfStatus } from '../../src/errors/codes/http.js'
import { helpSlugOf } from '../../src/errors/codes/help-slug.js'
import { authError } from '../../src/errors/normalize.js'
import type { AuthErrorKind } from '../../src/errors/vocabulary.js'
import { errorText } from '../../src/messages/error-text.js'
import en from '../../src/messages/locales/en.js'
import type { ErrorText } from '../../src/messages/messages.js'
import * as codeStories from '../error-codes.stories.js'

/** 2026-01-01, so that no page depends on when it is looked at. */
const NOW = Date.UTC(2026, 0, 1)

export interface KnownKind extends Advice {
  kind: AuthErrorKind
  text: ErrorText
  /** The last part of the address of its help page. */
  slug: string
}

export interface KnownCode extends KnownKind {
  code: string
  system: string
  /** The kinds that a sentence beside the code may make of it. */
  orAsSaid: readonly AuthErrorKind[]
  /** Its kind as the answer to a start, where that differs. */
  atStart?: AuthErrorKind
  userState?: string
}

const kindOf = (kind: AuthErrorKind): KnownKind => ({
  kind,
  text: errorText({ kind, code: '' }, en),
  ...adviceFor(kind),
  slug: helpSlugOf({ kind, code: '' }),
})

/** Every kind of error, in the order of the vocabulary. */
export const KINDS: readonly KnownKind[] = (Object.keys(ADVICE) as AuthErrorKind[]).map(kindOf)

export const slugOf = (kind: AuthErrorKind) => kindOf(kind).slug

function codesOf(system: string, table: CodeTable): KnownCode[] {
  return Object.entries(table).map(([code, row]) => {
    const error = authError(code, { system: { name: system, codes: table }, now: NOW })
    const atStart = authError(code, { phase: 'initiate', now: NOW }).kind
    const { kind, recovery, severity, retryable, userState } = error
    return {
      code,
      system,
      kind,
      recovery,
      severity,
      retryable,
      text: errorText(error, en),
      slug: helpSlugOf(error),
      orAsSaid: typeof row === 'string' ? [] : (row.orAsSaid ?? []),
      ...(atStart === kind ? {} : { atStart }),
      ...(userState === undefined ? {} : { userState }),
    }
  })
}

/** Storybook puts exports of its own beside the stories. */
const tables = Object.values<object>(codeStories).flatMap((story) =>
  'args' in story && !('title' in story) ? [story.args as { system: string; table: CodeTable }] : [],
)

/** The standard's and our own come first. */
const FIRST = ['react-ciba', 'OAuth']

/** Each system with its codes. A table without a story does not pass the tests of the stories, so none is missing. */
export const SYSTEMS = tables
  .sort((a, b) => FIRST.indexOf(b.system) - FIRST.indexOf(a.system))
  .map(({ system, table }) => ({ system, codes: codesOf(system, table) }))

/** Help pages that belong to codes rather than to a kind. */
export function furtherHelp(): { slug: string; codes: KnownCode[] }[] {
  const own = new Map<string, KnownCode[]>()
  for (const code of SYSTEMS.flatMap(({ codes }) => codes))
    if (!KINDS.some(({ slug }) => slug === code.slug))
      own.set(code.slug, [...(own.get(code.slug) ?? []), code])
  return [...own].map(([slug, codes]) => ({ slug, codes }))
}

function rowOf(status: number): CodeRow {
  const meaning = meaningOfStatus(status)
  return typeof meaning === 'string' ? { kind: meaning } : meaning
}

/** What an HTTP status says by itself, where it says more than "the request was wrong" or "the server failed". */
export const STATUSES = Array.from({ length: 200 }, (_, index) => index + 400)
  .map((status) => ({ status, row: rowOf(status) }))
  .filter(({ status, row }) => row.kind !== rowOf(status < 500 ? 499 : 599).kind || status === 500)
