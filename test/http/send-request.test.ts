import { describe, expect, it, vi } from 'vitest'
import { newId } from '../../src/http/ids.js'
import { sendRequest } from '../../src/http/send-request.js'

function answering(body: string, init: ResponseInit = {}) {
  const seen: { url: string; init: RequestInit }[] = []
  const fetch: typeof globalThis.fetch = async (url, given) => {
    seen.push({ url: url as string, init: given ?? {} })
    return new Response(body, init)
  }
  return { fetch, seen }
}
const { signal } = new AbortController()

describe('a request', () => {
  it('sends JSON as such, with the headers and the signal of the caller', async () => {
    const { fetch, seen } = answering('{}')
    await sendRequest('/start', {
      json: { a: 1 },
      headers: { 'x-request-id': 'req-1' },
      credentials: 'same-origin',
      signal,
      fetch,
    })
    expect(seen.map(({ url }) => url)).toEqual(['/start'])
    const init = seen[0]?.init
    expect(init).toMatchObject({ method: 'POST', body: '{"a":1}', credentials: 'same-origin' })
    expect(init?.signal).toBe(signal)
    expect(Object.fromEntries(new Headers(init?.headers))).toEqual({
      accept: 'application/json',
      'content-type': 'application/json',
      'x-request-id': 'req-1',
    })
  })

  it('without a body names no type, is never cached, and follows no redirect', async () => {
    const { fetch, seen } = answering('{}')
    await sendRequest('/session', { signal, fetch })
    expect(seen[0]?.init).toMatchObject({ method: 'GET', cache: 'no-store', redirect: 'error' })
    expect(seen[0]?.init.body ?? null).toBeNull()
    expect([...new Headers(seen[0]?.init.headers).keys()]).toEqual(['accept'])
  })

  it('resolves for any status, with the parsed body, the text, or nothing', async () => {
    const read = async (body: string, status: number) =>
      sendRequest('/', { signal, fetch: answering(body, { status }).fetch })
    expect(await read('{"a":1}', 200)).toMatchObject({ status: 200, ok: true, body: { a: 1 } })
    expect(await read('<html>', 502)).toMatchObject({ status: 502, ok: false, body: '<html>' })
    expect(await read('', 401)).toMatchObject({ status: 401, ok: false, body: '' })
  })

  it('gives the headers of the answer', async () => {
    const { fetch } = answering('{}', { headers: { 'Retry-After': '7' } })
    expect((await sendRequest('/', { signal, fetch })).headers.get('retry-after')).toBe('7')
  })

  it('throws what fetch throws', async () => {
    const failure = new TypeError('Failed to fetch')
    await expect(sendRequest('/', { signal, fetch: () => Promise.reject(failure) })).rejects.toBe(failure)
  })

  it('uses the fetch of the page at the time of the call, so that it can be instrumented', async () => {
    const fetch = vi.fn(answering('{}').fetch)
    vi.stubGlobal('fetch', fetch)
    await sendRequest('/', { signal })
    vi.unstubAllGlobals()
    expect(fetch).toHaveBeenCalledTimes(1)
  })
})

describe('a new id', () => {
  it('has 128 bits and is another one each time', () => {
    const ids = Array.from({ length: 1_000 }, newId)
    expect(new Set(ids).size).toBe(1_000)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/)
  })
})
