const DOTS = '•••'

const head = (text: string) => Array.from(text)[0] ?? ''

/** Enough of a login hint for its owner to know it, too little for others: `d•••@e•••.com`, `+4•••89`, `d•••`. */
export function maskHint(loginHint: string): string {
  const hint = loginHint.trim()
  const at = hint.lastIndexOf('@')
  if (at > 0) {
    const domain = hint.slice(at + 1)
    const dot = domain.lastIndexOf('.')
    return `${head(hint)}${DOTS}@${head(domain)}${DOTS}${dot > 0 ? domain.slice(dot) : ''}`
  }
  if (/^\+?[\d ()-]{7,}$/.test(hint)) return `${hint.slice(0, 2)}${DOTS}${hint.slice(-2)}`
  return hint === '' ? '' : `${head(hint)}${DOTS}`
}
