/** Forms of a counted phrase by plural category, `#` standing for the number. `other` is what every language has. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

/** Says counts in the words and digits of a language: "1 attempt left.", "1,200 attempts left." */
export function countWords(tag: string, forms: PluralForms): (count: number) => string {
  return (count) => {
    const form = forms[new Intl.PluralRules(tag).select(count)] ?? forms.other
    return form.replace('#', new Intl.NumberFormat(tag).format(count))
  }
}
