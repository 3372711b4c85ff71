import { expect, it } from 'vitest'
import { readError } from '../../src/errors/read-error.js'
import { answerFaulty, applyFault, type Fault, faults } from '../../src/testing.js'

it.each<[Fault, number, string | undefined]>([
  ['slow_down', 400, 'slow_down'],
  ['accepted', 202, undefined],
  ['unavailable', 503, 'unavailable'],
  ['server_error', 500, 'server_error'],
  ['bad_gateway', 502, 'bad_gateway'],
  ['broken_json', 200, undefined],
])('%s is an answer with %i that reads as %s', async (fault, status, kind) => {
  const answer = applyFault(fault)
  if (!(answer instanceof Response)) throw new Error(answer)
  expect(answer.status).toBe(status)
  expect((await readError(answer))?.kind).toBe(kind)
})

it('unavailable says for how long', () => {
  const seconds = (answer: ReturnType<typeof applyFault>) =>
    answer instanceof Response ? answer.headers.get('retry-after') : undefined
  expect(seconds(applyFault('unavailable'))).toBe('10')
  expect(seconds(applyFault('unavailable', 42))).toBe('42')
})

it('broken_json is none', async () => {
  await expect(
    answerFaulty('broken_json', new AbortController().signal).then((r) => r.json()),
  ).rejects.toThrow(SyntaxError)
})

it('drop and hang are named, for a server to play', () => {
  expect(faults.filter((fault) => applyFault(fault) === fault)).toEqual(['drop', 'hang'])
})

it('drop is a connection that fails', async () => {
  const { signal } = new AbortController()
  await expect(answerFaulty('drop', signal)).rejects.toBeInstanceOf(TypeError)
})

it('hang ends with its request alone', async () => {
  const stop = new AbortController()
  let ended: unknown
  void answerFaulty('hang', stop.signal).catch((thrown: unknown) => (ended = thrown))
  await new Promise((resolve) => setTimeout(resolve, 10))
  expect(ended).toBeUndefined()
  stop.abort()
  await Promise.resolve()
  expect(ended).toMatchObject({ name: 'AbortError' })
  await expect(answerFaulty('hang', stop.signal)).rejects.toBe(stop.signal.reason)
})
