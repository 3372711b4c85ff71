import { describe, expect, it } from 'vitest'
import { newBindingMessage } from '../../src/ciba/binding-message.js'

const CODES = Array.from({ length: 3_000 }, newBindingMessage)

describe('a binding message', () => {
  it('has a form that every known server takes', () => {
    for (const code of CODES) expect(code).toMatch(/^[A-Z0-9]{3}-[A-Z0-9]{3}$/)
  })

  it('has no signs that look alike', () => {
    expect(CODES.join('')).not.toMatch(/[0O1IL5SB8]/)
  })

  it('is another one each time', () => {
    expect(new Set(CODES).size).toBeGreaterThan(CODES.length * 0.99)
  })

  it('uses every sign about as often', () => {
    const counts = new Map<string, number>()
    for (const sign of CODES.join('').replaceAll('-', '')) counts.set(sign, (counts.get(sign) ?? 0) + 1)
    const fair = (CODES.length * 6) / counts.size
    expect(counts.size).toBe(27)
    for (const count of counts.values()) expect(Math.abs(count - fair)).toBeLessThan(fair * 0.35)
  })
})
