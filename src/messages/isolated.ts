/** Letters that run from right to left: Hebrew, Arabic and their kin. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff]/

/**
 * A name for a sentence whose direction may be another one. Set apart by U+2068 and U+2069, neither takes the other's
 * dots and full stops along: `d•••@e•••.com` stays whole in Arabic. Where both run to the right nothing is added, so that
 * the text is the one that people search for and tests expect.
 */
export function isolated(name: string, dir: 'ltr' | 'rtl'): string {
  return dir === 'rtl' || RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name
}
