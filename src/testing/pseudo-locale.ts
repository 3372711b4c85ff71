import type { Messages } from '../messages/messages.js'

/** Letters with accents that still read as themselves. */
const ACCENTED = Object.fromEntries(
  Array.from(
    'AÅBƁCÇDÐEÉFƑGĜHĤIÎJĴKĶLĻMṀNÑOÖPÞQǪRŔSŠTŢUÛVṼWŴXẊYÝZŽaåbƀcçdðeéfƒgĝhĥiîjĵkķlļmɱnñoöpþqǫrŕsštţuûvṽwŵxẋyýzž',
  )
    .join('')
    .match(/../gu)
    ?.map((pair) => Array.from(pair) as [string, string]) ?? [],
)

/** How much longer than English a text can become in another language. */
const LONGER = 0.4

/** Where the first letter of a value that must stay is put: a code point of nobody's. */
const NOBODYS = 0xf0000

/** In words, as the text that it stands for would be: nine dots and a space. */
const padding = (length: number) => '·'.repeat(Math.max(1, length)).replace(/·{9}(?=·)/g, '$& ')

function stretched(text: string): string {
  const accented = text.replace(/[A-Za-z]/g, (letter) => ACCENTED[letter] ?? letter)
  return text === '' ? '' : `⟦${accented} ${padding(Math.ceil(Array.from(text).length * LONGER))}⟧`
}

/** Calls a text with values whose letters are disguised, and puts the letters back into what it says. */
function saying(text: (...values: unknown[]) => string) {
  return (...values: unknown[]): string => {
    const letters: string[] = []
    const disguised = values.map((value) =>
      typeof value === 'string'
        ? value.replace(/\p{L}/gu, (letter) => String.fromCodePoint(NOBODYS + letters.push(letter) - 1))
        : value,
    )
    return stretched(text(...disguised)).replace(
      /[\u{f0000}-\u{ffffd}]/gu,
      (sign) => letters[(sign.codePointAt(0) ?? 0) - NOBODYS] ?? '',
    )
  }
}

function pseudo(node: unknown): unknown {
  if (typeof node === 'string') return stretched(node)
  if (typeof node === 'function') return saying(node as (...values: unknown[]) => string)
  return Object.fromEntries(Object.entries(node as object).map(([name, child]) => [name, pseudo(child)]))
}

/**
 * A language for tests and previews: every text with accents, 40 % longer and in brackets, `⟦Šîĝñ îñ ···⟧`; names, hints,
 * codes and numbers stay as they are. What a page shows outside of brackets does not come from its messages; a bracket
 * that is cut off shows where longer words do not fit.
 */
export function pseudoLocale(messages: Messages): Messages {
  const { errors, codes, ui } = messages
  return { ...messages, ...(pseudo({ errors, codes, ui }) as Pick<Messages, 'errors' | 'codes' | 'ui'>) }
}
