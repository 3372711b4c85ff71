import { afterEach, describe, expect, it, vi } from 'vitest'
import { authsec } from '../../src/systems/authsec.js'
import { createAuthSecInProcess } from '../support/authsec-in-process.js'
import { call, HINT, openReloadable, PUSH, settled } from '../support/reloadable-page.js'
import { createTabs } from '../support/tabs.js'

afterEach(() => void vi.unstubAllGlobals())

describe('another tab', () => {
  it('that was duplicated does not go on and drops its copy; the first one still does', async () => {
    const { clock, tab, push, reload, resume, createClient } = openReloadable()
    const { authReqId } = await push()
    const copy = tab.duplicate()
    copy.enter()
    expect(copy.storage.size).toBe(1)
    const found = createClient().resume?.(call())
    for (const delayMs of [100, 400, 1_500]) {
      await settled()
      await clock.advance(delayMs)
    }
    expect(await found).toBeNull()
    expect(copy.storage.size).toBe(0)
    tab.enter()
    reload()
    expect(await resume()).toMatchObject({ authReqId })
  })

  it('goes on where the first one is gone', async () => {
    const { tab, push, createClient } = openReloadable()
    const { authReqId } = await push()
    const copy = tab.duplicate()
    tab.close()
    copy.enter()
    expect(await createClient().resume?.(call())).toMatchObject({ authReqId })
  })

  it('may send a push of its own and keep that', async () => {
    const { tab, push, createClient } = openReloadable()
    await push()
    const copy = tab.duplicate()
    copy.enter()
    const { authReqId } = await createClient().initiate(PUSH, call())
    await settled()
    copy.reload()
    expect(await createClient().resume?.(call())).toMatchObject({ authReqId })
  })
})

describe('somebody who is quicker', () => {
  it('begins anew while the old request is looked for: the new one counts', async () => {
    const { client, push, reload, resume } = openReloadable()
    await push()
    reload()
    const found = resume()
    const { authReqId } = await client().initiate(PUSH, call())
    expect(await found).toBeNull()
    await settled()
    reload()
    expect(await resume()).toMatchObject({ authReqId })
  })

  it('gives up as the answer comes: it is not kept', async () => {
    const tab = createTabs().open()
    const stop = new AbortController()
    const client = authsec({
      resume: 'session',
      fetch: async () => {
        stop.abort()
        return Response.json({ auth_req_id: 'too-late', expires_in: 300 })
      },
    })
    await client.initiate(PUSH, { ...call(), signal: stop.signal })
    await settled()
    expect(tab.storage.size).toBe(0)
  })
})

describe('without what it needs', () => {
  async function signsIn({ server, push, client }: ReturnType<typeof openReloadable>) {
    const { authReqId } = await push()
    server.approve(HINT)
    expect(await client().poll(authReqId, call())).toMatchObject({ type: 'approved' })
  }
  const forbidden = () => {
    throw new DOMException('The operation is insecure.', 'SecurityError')
  }

  it.each<[string, () => void]>([
    ['no storage', () => vi.stubGlobal('sessionStorage', undefined)],
    [
      'storage that refuses everything',
      () =>
        vi.stubGlobal('sessionStorage', { getItem: forbidden, setItem: forbidden, removeItem: forbidden }),
    ],
    ['no locks', () => vi.stubGlobal('navigator', {})],
    ['no navigator', () => vi.stubGlobal('navigator', undefined)],
    ['locks that throw', () => vi.stubGlobal('navigator', { locks: { request: forbidden } })],
    [
      'locks that are refused',
      () => vi.stubGlobal('navigator', { locks: { request: () => Promise.reject(new Error('no')) } }),
    ],
  ])('%s: the sign-in is the same, a reload finds nothing', async (_what, take) => {
    const set = openReloadable()
    take()
    expect(await set.resume()).toBeNull()
    await set.push()
    expect(set.tab.storage.size).toBe(0)
    await signsIn(set)
    expect(await set.resume()).toBeNull()
    expect(set.tab.storage.size).toBe(0)
  })

  it('no locks in the page that was loaded anew: what was kept is dropped', async () => {
    const { tab, push, reload, resume } = openReloadable()
    await push()
    reload()
    vi.stubGlobal('navigator', {})
    expect(await resume()).toBeNull()
    expect(tab.storage.size).toBe(0)
  })

  it('the app’s wish: nothing is ever stored', async () => {
    const untouched = vi.fn(forbidden)
    vi.stubGlobal('sessionStorage', { getItem: untouched, setItem: untouched, removeItem: untouched })
    vi.stubGlobal('navigator', { locks: { request: untouched } })
    const { server, createClient } = createAuthSecInProcess()
    const client = createClient()
    expect(client).not.toHaveProperty('resume')
    const { authReqId } = await client.initiate(PUSH, call())
    server.approve(HINT)
    await client.poll(authReqId, call())
    await client.verifyTotp({ loginHint: HINT, code: '123456' }, call())
    await client.cancel(authReqId, call())
    expect(untouched).not.toHaveBeenCalled()
  })
})
