import { describe, expect, it } from 'vitest'
import { normalizeError } from '../../src/errors/normalize.js'
import { entriesOf, listOf, membersOf, parseBody, textOf } from '../../src/errors/wire.js'

describe('what is looked at of an answer', () => {
  it('is the first 20 of a list', () => {
    expect(listOf(Array.from({ length: 21 }, (_, n) => n))).toHaveLength(20)
    expect(listOf('one')).toEqual(['one'])
  })

  it('is the first 60 members of a record', () => {
    const record = Object.fromEntries(Array.from({ length: 61 }, (_, n) => [`member${n}`, n]))
    expect(Object.keys(membersOf(record))).toHaveLength(60)
    expect(membersOf(record)).not.toHaveProperty('member60')
  })

  it('is the first 60 of pairs, also of those that never end', () => {
    function* endless() {
      for (let n = 0; ; n++) yield [`header-${n}`, n]
    }
    expect(entriesOf(endless())).toHaveLength(60)
  })

  it('is nothing of what is no pair, or has no text for a name', () => {
    const pairs = [['Retry-After', 5], 'xy', [['a'], 1], [7, 1], null, []]
    expect(membersOf(pairs)).toEqual({ retryafter: 5 })
  })

  it('is the first spelling of a name', () => {
    expect(membersOf({ error_code: 1, errorCode: 2 })).toEqual({ errorcode: 1 })
  })

  it('is listed again after the call: it may have changed', () => {
    const headers = { date: 'then' }
    normalizeError({ status: 500, headers })
    headers.date = 'now'
    expect(membersOf(headers)).toEqual({ date: 'now' })
  })
})

describe('a body that is text', () => {
  it.each([
    ['  {"error":"x"} ', { error: 'x' }],
    ['["x"]', ['x']],
    ['"x"', 'x'],
    [' Not [now] {please} "thanks" ', 'Not [now] {please} "thanks"'],
    ['{"error":', undefined],
    ['<html>oh</html>', undefined],
  ])('%j', (text, read) => {
    expect(parseBody(text)).toEqual(read)
  })

  it('of more than 262 144 characters is no error answer', () => {
    const json = (length: number) => `{"a":"${'x'.repeat(length - 8)}"}`
    expect(parseBody(json(262_144))).toHaveProperty('a')
    expect(parseBody(json(262_145))).toBe('')
  })
})

describe('a sentence', () => {
  it('is trimmed, and none where it is empty', () => {
    expect(textOf(' Oh. ')).toBe('Oh.')
    expect(textOf('   ')).toBeUndefined()
  })

  it('ends after 2 000 characters, between two words: half a secret would not be known for one', () => {
    expect(textOf('w'.repeat(2_000))).toHaveLength(2_000)
    expect(textOf(`${'word '.repeat(399)}dana@example.com`)).toMatch(/^(word )+word$/)
    expect(textOf('w'.repeat(2_001))).toBeUndefined()
  })
})
