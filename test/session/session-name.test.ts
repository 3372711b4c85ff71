import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { authos, type AuthSession, chordian, createAuthSession, refreshByToken } from '../../src/core.js'
import { memoryTokenStore } from '../../src/session/token-store.js'

const open: AuthSession[] = []
const warnings: unknown[] = []
beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation((warning) => void warnings.push(warning))
})
afterEach(() => {
  vi.restoreAllMocks()
  warnings.length = 0
  for (const session of open.splice(0)) session.dispose()
})

const page = (options: Parameters<typeof createAuthSession>[0]) => {
  const session = createAuthSession(options)
  open.push(session)
  return session
}
/** Lets messages between tabs arrive. */
const delivered = () => new Promise((resolve) => setTimeout(resolve, 20))

describe('two sessions of one page', () => {
  it('of two systems have nothing to do with each other', async () => {
    const one = page({ refresh: authos({ baseUrl: 'https://one.example' }).refresh })
    const other = page({ refresh: authos({ baseUrl: 'https://other.example' }).refresh })
    const third = page({ refresh: chordian({ baseUrl: 'https://other.example/c' }).refresh })
    const fourth = page({ refresh: chordian({ baseUrl: 'https://other.example/d' }).refresh })
    const all = [one, other, third, fourth]
    for (const session of all) await session.signIn({ accessToken: 'a', refreshToken: 'r' })
    await one.signOut()
    await fourth.signOut()
    await delivered()
    expect(all.map((session) => session.getStatus())).toEqual([
      'signed_out',
      'signed_in',
      'signed_in',
      'signed_out',
    ])
    expect(warnings).toEqual([])
  })

  it('keep their tokens apart, where a store is named as its session', () => {
    const names: string[] = []
    const store = () => ({ ...memoryTokenStore(), belongTo: (name: string) => void names.push(name) })
    page({ refresh: refreshByToken('/one/refresh'), store: store() })
    page({ refresh: refreshByToken('/other/refresh'), store: store() })
    page({ refresh: refreshByToken('/other/refresh'), store: store(), name: 'mine' })
    expect(names).toEqual(['react-ciba /one/refresh', 'react-ciba /other/refresh', 'mine'])
  })

  it.each([
    ['a name that was given twice', refreshByToken('/one'), refreshByToken('/other'), { name: 'same' }],
    ['two functions of the app', async () => ({ accessToken: '1' }), async () => ({ accessToken: '2' }), {}],
  ])('that share a name are told of to whoever develops the page: %s', (_how, one, other, options) => {
    page({ refresh: one, ...options })
    page({ refresh: other, ...options })
    expect(warnings).toEqual([expect.stringContaining('give each its `name`')])
  })

  it('are the same one, where StrictMode or Fast Refresh has made it twice', () => {
    for (let n = 0; n < 2; n++) page({ refresh: refreshByToken('/one') })
    for (let n = 0; n < 2; n++) page({ refresh: async () => ({ accessToken: 'one' }) })
    expect(warnings).toEqual([])
  })

  it('may follow each other, where the first is disposed of', () => {
    page({ refresh: refreshByToken('/one'), name: 'one' }).dispose()
    page({ refresh: refreshByToken('/other'), name: 'one' })
    expect(warnings).toEqual([])
  })
})
