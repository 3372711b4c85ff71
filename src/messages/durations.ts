/** Says durations in the words of a language: "42 seconds", "2 minutes 5 seconds". Rounds up, so that 0 means over. */
export function durationWords(tag: string): (ms: number) => string {
  const unit = (name: 'minute' | 'second', display: 'long') =>
    new Intl.NumberFormat(tag, { style: 'unit', unit: name, unitDisplay: display })
  return (ms) => {
    const total = Math.max(0, Math.ceil(ms / 1000))
    const minutes = Math.floor(total / 60)
    const seconds = total % 60
    const parts: string[] = []
    if (minutes > 0) parts.push(unit('minute', 'long').format(minutes))
    if (seconds > 0 || minutes === 0) parts.push(unit('second', 'long').format(seconds))
    return new Intl.ListFormat(tag, { type: 'unit', style: 'narrow' }).format(parts)
  }
}
