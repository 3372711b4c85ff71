import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { tokenApp } from './token-app.js'

const app = tokenApp('test/e2e/session-client.ts', { define: { 'process.env.NODE_ENV': '"production"' } })

async function open(query = ''): Promise<Page> {
  const page = await app.open(query)
  await page.waitForFunction('window.session !== undefined')
  return page
}
const status = (page: Page) => page.evaluate('session.getStatus()')
const callMany = (page: Page, count: number) => page.evaluate<string[]>(`callMany(${count})`)
const signIn = (page: Page) => page.evaluate(`session.signIn(${JSON.stringify(app.server.issue())})`)
const becomes = (page: Page, wanted: string) => page.waitForFunction(`session.getStatus() === '${wanted}'`)

describe('three pages of one browser, with a store that they share', () => {
  it('renew a token once for a hundred and fifty calls, at a server that punishes a second use', async () => {
    const pages = [await open('?shared'), await open('?shared'), await open('?shared')] as const
    await signIn(pages[0])
    for (const page of pages) await becomes(page, 'signed_in')
    expect(new Set(await callMany(pages[1], 5))).toEqual(new Set(['access-1']))
    app.server.expireAll()
    const answers = (await Promise.all(pages.map((page) => callMany(page, 50)))).flat()
    expect(answers).toHaveLength(150)
    expect(new Set(answers)).toEqual(new Set(['access-2']))
    expect(app.server.seen).toMatchObject({ refreshes: 1, reuses: 0 })
  })

  it('stay signed in over a reload, and are signed out together', async () => {
    const pages = [await open('?shared'), await open('?shared')] as const
    await signIn(pages[0])
    await pages[0].reload()
    await pages[0].waitForFunction('window.session !== undefined')
    expect(await callMany(pages[0], 1)).toEqual(['access-1'])
    await pages[1].evaluate('session.signOut()')
    await becomes(pages[0], 'signed_out')
    expect(await callMany(pages[0], 1)).toEqual(['not_authenticated: NOT_AUTHENTICATED'])
  })

  it('are all told where the server ends the session', async () => {
    const pages = [await open('?shared'), await open('?shared'), await open('?shared')] as const
    await signIn(pages[0])
    for (const page of pages) await becomes(page, 'signed_in')
    app.server.expireAll()
    app.server.failRefresh('refused')
    const answers = await callMany(pages[2], 20)
    expect(new Set(answers)).toEqual(new Set(['session_expired: INVALID_REFRESH_TOKEN']))
    for (const page of pages) await becomes(page, 'ended')
    expect(app.server.seen.refreshes).toBe(1)
  })
})

describe('a page that keeps its tokens in memory', () => {
  it('renews once for fifty calls, and knows nobody after a reload', async () => {
    const page = await open()
    await signIn(page)
    app.server.expireAll()
    expect(new Set(await callMany(page, 50))).toEqual(new Set(['access-2']))
    expect(app.server.seen).toMatchObject({ refreshes: 1, reuses: 0 })
    expect(
      await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])'),
    ).toBe('[{},{},""]')
    await page.reload()
    await page.waitForFunction('window.session !== undefined')
    expect(await callMany(page, 1)).toEqual(['not_authenticated: NOT_AUTHENTICATED'])
    expect(await status(page)).toBe('signed_out')
  })

  it('is one of its own beside others, and is signed out with them', async () => {
    const pages = [await open(), await open()] as const
    await signIn(pages[0])
    expect(await callMany(pages[1], 1)).toEqual(['not_authenticated: NOT_AUTHENTICATED'])
    await pages[1].evaluate('session.signOut()')
    await becomes(pages[0], 'signed_out')
  })
})

it('a page whose cookie is being asked about stays signed out, once another one has signed out', async () => {
  const pages = [await open('?asked'), await open('?asked')] as const
  await pages[1].evaluate('window.token = session.getAccessToken(), undefined')
  await pages[0].evaluate('session.signOut()')
  await becomes(pages[1], 'signed_out')
  await pages[1].evaluate('answer()')
  expect(await pages[1].evaluate('window.token')).toBeNull()
  expect(await status(pages[1])).toBe('signed_out')
})
