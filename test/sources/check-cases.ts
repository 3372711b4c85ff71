import { expect, it } from 'vitest'
import { authErrorFromJSON, isAuthError, normalizeError, readError } from '../../src/core.js'
import { isAnswer, NOW, type SourceCase } from './fixtures/source-case.js'

const fixed = { now: NOW, online: true }

/** Reads each case as it is given, then in the other ways in which an app comes by the same answer. */
export function checkCases(cases: readonly SourceCase[]): void {
  it.each(cases)('$name', ({ input, context, wanted, without = [] }) => {
    const error = normalizeError(input, { ...fixed, ...context })
    expect(isAuthError(error)).toBe(true)
    expect(error.toJSON()).toMatchObject(wanted)
    for (const member of without) expect(error, member).not.toHaveProperty(member)
    expect(error.message).toBe(`${error.kind}: ${error.code}`)
    expect(authErrorFromJSON(JSON.parse(JSON.stringify(error))).toJSON()).toEqual(error.toJSON())
  })

  const answers = cases.filter(({ input }) => isAnswer(input))

  it.each(answers)('$name: the same from text, and from what an HTTP client throws', ({ input, context }) => {
    if (!isAnswer(input)) return
    const given = { ...fixed, ...context }
    const { status, headers, body, url } = input
    const same = normalizeError(input, given).toJSON()
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    expect(normalizeError({ ...input, body: text }, given).toJSON()).toEqual(same)
    const response = { status, headers: new Headers(headers as HeadersInit), data: body, url }
    const thrown = Object.assign(new Error(`Request failed with status code ${status}`), { response })
    expect(normalizeError(thrown, given).toJSON()).toEqual(same)
  })

  it.each(answers)('$name: the same from a Response', async ({ input, context }) => {
    if (!isAnswer(input)) return
    const { status, headers, body, url } = input
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const response = new Response(text, { status, headers: headers as HeadersInit })
    if (url !== undefined) Object.defineProperty(response, 'url', { value: url })
    const given = { ...fixed, ...context }
    const read = await readError(response, given)
    // What is pending behind a 202 is no failure.
    if (read !== null) expect(read.toJSON()).toEqual(normalizeError(input, given).toJSON())
    else expect(response.ok).toBe(true)
  })
}
