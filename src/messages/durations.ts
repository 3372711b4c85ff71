/** Says durations in the words of a language: "42 seconds", "2 minutes 5 seconds". Rounds up, so that 0 means over. */
export function durationWords(tag: string): (ms: number) => string {
  const amount = (value: number, unit: 'minute' | 'second') =>
    new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'long' }).format(value)
  return (ms) => {
    const total = Math.max(0, Math.ceil(ms / 1000))
    const minutes = Math.floor(total / 60)
    const seconds = total % 60
    const parts = minutes > 0 ? [amount(minutes, 'minute')] : []
    if (seconds > 0 || minutes === 0) parts.push(amount(seconds, 'second'))
    return new Intl.ListFormat(tag, { type: 'unit', style: 'narrow' }).format(parts)
  }
}
