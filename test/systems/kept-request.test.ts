import { afterEach, describe, expect, it, vi } from 'vitest'
import { createCibaController } from '../../src/machine/controller.js'
import type { Fault } from '../../src/testing.js'
import { createAuthSecInProcess } from '../support/authsec-in-process.js'
import { call, HINT, openReloadable, PUSH, settled } from '../support/reloadable-page.js'

afterEach(() => void vi.unstubAllGlobals())

describe('a reload', () => {
  it('goes on with the same request, for the seconds that are left', async () => {
    const { clock, push, reload, resume, client, server, count } = openReloadable()
    const accepted = await push()
    await clock.advance(100_000)
    reload()
    expect(await resume()).toEqual({ ...accepted, ...PUSH, expiresIn: 200 })
    server.approve(HINT)
    expect(await client().poll(accepted.authReqId, call())).toMatchObject({ type: 'approved' })
    expect(count('initiate')).toBe(1)
  })

  it('shows the same code again and is redeemed at once', async () => {
    const { clock, createClient, server, tab, count } = openReloadable()
    const turns = async () => {
      for (let turn = 0; turn < 4; turn++) await clock.advance(0)
    }
    const load = () => createCibaController({ client: createClient(), clock })
    const first = load()
    first.lease()
    await turns()
    first.start({ loginHint: HINT })
    await turns()
    const { bindingMessage } = first.getView()
    await clock.advance(20_000)
    first.dispose()
    tab.reload()

    const second = load()
    second.lease()
    server.approve(HINT)
    const polls = count('poll')
    const codes: unknown[] = []
    second.subscribe(() => codes.push(second.getView().bindingMessage))
    await turns()
    expect(codes[0]).toBe(bindingMessage)
    expect(second.getView().status).toBe('approved')
    expect(count('poll')).toBe(polls + 1)
    expect(count('initiate')).toBe(1)
    expect(tab.storage.size).toBe(0)
  })

  it('goes on also where the browser frees the lock of the page before a moment later', async () => {
    const { clock, push, reload, resume } = openReloadable()
    const { authReqId } = await push()
    reload(new Promise((resolve) => void clock.setTimeout(resolve, 450)))
    const found = resume()
    await clock.advance(500)
    expect(await found).toMatchObject({ authReqId })
    expect(clock.pending).toBe(0)
  })

  it('goes on as often as it happens', async () => {
    const { push, reload, resume } = openReloadable()
    const { authReqId } = await push()
    for (let reloads = 0; reloads < 3; reloads++) {
      reload()
      expect(await resume()).toMatchObject({ authReqId })
    }
  })

  it('finds nothing where nothing was pending', async () => {
    const { tab, resume } = openReloadable()
    expect(await resume()).toBeNull()
    expect(tab.storage.size).toBe(0)
  })

  it('finds nothing once the request has lapsed, and forgets it', async () => {
    const { clock, tab, push, reload, resume } = openReloadable()
    await push()
    await clock.advance(300_000)
    reload()
    expect(await resume()).toBeNull()
    expect(tab.storage.size).toBe(0)
  })

  it('asks twice in one page and gets the same', async () => {
    const { push, reload, resume } = openReloadable()
    const { authReqId } = await push()
    reload()
    const both = await Promise.all([resume(), resume()])
    expect(both).toMatchObject([{ authReqId }, { authReqId }])
  })

  it.each<[string, (kept: Record<string, unknown>) => unknown]>([
    ['no JSON', () => '{'],
    ['null', () => null],
    ['a list', () => []],
    ['no auth_req_id', ({ authReqId: _, ...rest }) => rest],
    ['a time that is none', (kept) => ({ ...kept, expiresAt: 'tomorrow' })],
    ['an interval that is none', (kept) => ({ ...kept, interval: {} })],
    ['a hint that is none', (kept) => ({ ...kept, loginHint: 7 })],
  ])('finds nothing in %s, and clears it away', async (_what, damage) => {
    const { tab, push, reload, resume } = openReloadable()
    await push()
    for (const [key, value] of tab.storage) {
      const damaged = damage(JSON.parse(value) as Record<string, unknown>)
      tab.storage.set(key, typeof damaged === 'string' ? damaged : JSON.stringify(damaged))
    }
    reload()
    expect(await resume()).toBeNull()
    expect(tab.storage.size).toBe(0)
  })

  it('does not go on with the request of another client id', async () => {
    const { tab, push, clock } = openReloadable('web')
    await push()
    const other = createAuthSecInProcess({ clientId: 'other', resume: 'session' }, { clock })
    tab.reload()
    expect(await other.createClient().resume?.(call())).toBeNull()
    expect(tab.storage.size).toBe(1)
  })
})

describe('what is kept', () => {
  it('lies under one key, and the name of its lock says nothing', async () => {
    const { tab, tabs, push } = openReloadable()
    const { authReqId } = await push()
    expect([...tab.storage.keys()]).toEqual(['react-ciba.authsec.web'])
    expect(tabs.lockNames()).toHaveLength(1)
    expect(tabs.lockNames()[0]).toMatch(/^react-ciba\.[0-9a-f]{32}$/)
    expect(tabs.lockNames()[0]).not.toContain(authReqId)
  })

  it('is replaced by a new push', async () => {
    const { tabs, push, reload, resume } = openReloadable()
    await push()
    const { authReqId } = await push()
    expect(tabs.lockNames()).toHaveLength(1)
    reload()
    expect(await resume()).toMatchObject({ authReqId })
  })

  it.each<[string, (set: ReturnType<typeof openReloadable>, authReqId: string) => unknown]>([
    ['approved', ({ server, client }, id) => server.approve(HINT) && client().poll(id, call())],
    ['denied', ({ server, client }, id) => server.deny(HINT) && client().poll(id, call())],
    ['expired', ({ clock, client }, id) => clock.advance(300_000).then(() => client().poll(id, call()))],
    ['cancelled', ({ client }, id) => client().cancel(id, call())],
    ['overtaken by a code', ({ client }) => client().verifyTotp({ loginHint: HINT, code: '123456' }, call())],
    [
      'followed by a push that fails',
      ({ client }) => client().initiate({ ...PUSH, loginHint: 'no' }, call()),
    ],
  ])('is forgotten when the request is %s', async (_how, end) => {
    const set = openReloadable()
    const { authReqId } = await set.push()
    expect(set.tab.storage.size).toBe(1)
    await Promise.resolve(end(set, authReqId)).catch(() => undefined)
    await settled()
    expect(set.tab.storage.size).toBe(0)
    expect(set.tabs.lockNames()).toEqual([])
  })

  it.each<Fault>([
    'slow_down',
    'accepted',
    'unavailable',
    'server_error',
    'bad_gateway',
    'broken_json',
    'drop',
  ])('outlives %s', async (fault) => {
    const { server, client, push, reload, resume } = openReloadable()
    const { authReqId } = await push()
    server.failPolls(fault)
    await client()
      .poll(authReqId, call())
      .catch(() => undefined)
    reload()
    expect(await resume()).toMatchObject({ authReqId })
  })

  it('outlives a wrong code, and a poll that was given up', async () => {
    const { server, client, push, reload, resume } = openReloadable()
    const { authReqId } = await push()
    await expect(client().verifyTotp({ loginHint: HINT, code: '000000' }, call())).rejects.toThrow()
    server.failPolls('hang')
    const stop = new AbortController()
    const polled = client().poll(authReqId, { signal: stop.signal, requestId: 'r' })
    stop.abort()
    await expect(polled).rejects.toThrow()
    reload()
    expect(await resume()).toMatchObject({ authReqId })
  })

  it('stays when an older request is cancelled', async () => {
    const { client, push, reload, resume } = openReloadable()
    const older = await push()
    const newer = await push()
    await client().cancel(older.authReqId, call())
    reload()
    expect(await resume()).toMatchObject({ authReqId: newer.authReqId })
  })

  it('is not kept at all when cancelled before its lock was granted', async () => {
    const { client, tab, tabs } = openReloadable()
    const { authReqId } = await client().initiate(PUSH, call())
    expect(tab.storage.size).toBe(0)
    await client().cancel(authReqId, call())
    await settled()
    expect(tab.storage.size).toBe(0)
    expect(tabs.lockNames()).toEqual([])
  })
})
