const UNITS = { hour: 3600, minute: 60, second: 1 }

/**
 * Says durations in the words of a language: "42 seconds", "2 minutes 5 seconds", "1 hour 30 minutes". Rounds up, so that 0
 * means over; beside hours nobody counts seconds.
 */
export function durationWords(tag: string): (ms: number) => string {
  return (ms) => {
    let left = Math.max(0, Math.ceil(ms / 1000))
    if (left > UNITS.hour) left = Math.ceil(left / 60) * 60
    const parts: string[] = []
    for (const [unit, seconds] of Object.entries(UNITS)) {
      const value = Math.floor(left / seconds)
      left %= seconds
      if (value > 0 || (unit === 'second' && parts.length === 0))
        parts.push(new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'long' }).format(value))
    }
    return new Intl.ListFormat(tag, { type: 'unit', style: 'narrow' }).format(parts)
  }
}
