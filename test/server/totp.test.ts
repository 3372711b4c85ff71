import { describe, expect, it, vi } from 'vitest'
import { memoryStore } from '../../src/server.js'
import { createBackEnd } from '../support/auth-back-end.js'
import { createBrowser } from '../support/browser.js'

const GOOD = '424242'
const BAD = '000000'
const verifyTotp = async ({ code }: { code: string }) =>
  code === GOOD ? { ok: true as const, user: { sub: 'user-1', name: 'Ada' } } : { ok: false as const }
const locked = { status: 423, body: { error: 'too_many_retries' } }

function counted(options: Parameters<typeof createBackEnd>[0] = {}) {
  const verify = vi.fn(verifyTotp)
  return { ...createBackEnd({ verifyTotp: verify, ...options }), verify }
}

describe('sign-in by code', () => {
  it('is not offered without verifyTotp', async () => {
    expect(await createBackEnd().browser.totp(GOOD)).toMatchObject({
      status: 404,
      body: { error: 'totp_not_offered' },
    })
  })

  it('gives a session with a new cookie', async () => {
    const { browser, clock, verify } = counted({ sessionLifetimeMs: 60_000 })
    const answer = await browser.totp(GOOD)
    expect(answer).toMatchObject({
      status: 200,
      body: {
        status: 'approved',
        session: { user: { sub: 'user-1', name: 'Ada' }, expires_at: clock.now() + 60_000 },
      },
    })
    expect(answer.setCookies[0]).toMatch(/^__Host-ciba-session=[\w-]{43}; Max-Age=60; /)
    expect((await browser.session()).body.session).toEqual(answer.body.session)
    expect(verify).toHaveBeenCalledWith({ loginHint: 'ada@app.example', code: GOOD })
  })

  it.each([undefined, 123456, '12345', '1234567', '12345a', ' 12345', '１２３４５６'])(
    'the code %j is malformed, which does not count',
    async (code) => {
      const { browser, verify } = counted({ totpLimits: { attempts: 1 } })
      expect(await browser.totp(code)).toMatchObject({
        status: 400,
        body: { error: 'invalid_request', field_errors: { code: [expect.any(String)] } },
      })
      expect(verify).not.toHaveBeenCalled()
      expect((await browser.totp(GOOD)).status).toBe(200)
    },
  )

  it('needs a login hint', async () => {
    expect(await counted().browser.totp(GOOD, '')).toMatchObject({
      status: 400,
      body: { error: 'invalid_login_hint' },
    })
  })
})

describe('guessing', () => {
  it('ends after three wrong codes, for thirty seconds', async () => {
    const { browser, clock, verify } = counted()
    expect(await browser.totp(BAD)).toMatchObject({
      status: 401,
      body: { error: 'invalid_code', attempts_remaining: 2 },
    })
    expect((await browser.totp(BAD)).body.attempts_remaining).toBe(1)
    const third = await browser.totp(BAD)
    expect(third).toMatchObject({ status: 423, body: { error: 'too_many_retries', retry_after: 30 } })
    expect(third.headers.get('retry-after')).toBe('30')

    await clock.advance(29_999)
    expect(await browser.totp(GOOD)).toMatchObject({ ...locked, body: { retry_after: 1 } })
    expect(verify).toHaveBeenCalledTimes(3)
    await clock.advance(1)
    expect((await browser.totp(GOOD)).status).toBe(200)
  })

  it('is locked out twice as long each time, up to an hour', async () => {
    const { browser, clock } = counted({ totpLimits: { attempts: 1 } })
    const waits: unknown[] = []
    for (let lockOut = 0; lockOut < 9; lockOut++) {
      const { retry_after } = (await browser.totp(BAD)).body
      waits.push(retry_after)
      await clock.advance(Number(retry_after) * 1000)
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600])
  })

  it('is forgiven by success, and after a day', async () => {
    const { browser, clock } = counted()
    await browser.totp(BAD)
    await browser.totp(BAD)
    await browser.totp(GOOD)
    expect((await browser.totp(BAD)).body.attempts_remaining).toBe(2)
    await clock.advance(24 * 60 * 60 * 1000)
    expect((await browser.totp(BAD)).body.attempts_remaining).toBe(2)
  })

  it('is counted for the login hint, however it is written, and for no other', async () => {
    const { browser } = counted()
    await browser.totp(BAD, 'ada@app.example')
    await browser.totp(BAD, ' ADA@app.example ')
    expect((await browser.totp(BAD, 'bob@app.example')).body.attempts_remaining).toBe(2)
    expect(await browser.totp(BAD, 'Ada@App.Example')).toMatchObject(locked)
  })

  it('in parallel gets no more tries', async () => {
    const { browser, verify } = counted()
    verify.mockImplementation(async (attempt) => {
      await new Promise((resolve) => setImmediate(resolve))
      return verifyTotp(attempt)
    })
    const codes = Array.from({ length: 20 }, (_, guess) => String(guess).padStart(6, '0'))
    const answers = await Promise.all(codes.map((code) => browser.totp(code)))
    expect(answers.map(({ status }) => status).sort()).toEqual([401, 401, ...Array<number>(18).fill(423)])
    expect(verify).toHaveBeenCalledTimes(3)
  })

  it('is not cured by a new push', async () => {
    const { browser } = counted()
    for (let guess = 0; guess < 3; guess++) await browser.totp(BAD)
    await browser.start()
    expect(await browser.totp(GOOD)).toMatchObject(locked)
  })
})

describe('a code that signed somebody in', () => {
  it('is a wrong one from then on, for ten minutes', async () => {
    const { browser, handler, clock } = counted()
    expect((await browser.totp(GOOD)).status).toBe(200)
    const thief = createBrowser(handler)
    expect(await thief.totp(GOOD)).toMatchObject({
      status: 401,
      body: { error: 'invalid_code', attempts_remaining: 2 },
    })
    expect(thief.cookies.size).toBe(0)
    await clock.advance(599_999)
    expect((await thief.totp(GOOD)).body.attempts_remaining).toBe(1)
    await clock.advance(1)
    expect((await thief.totp(GOOD)).status).toBe(200)
  })

  it('is so by whichever login hint the same user is named', async () => {
    const { browser } = counted()
    await browser.totp(GOOD, 'ada@app.example')
    expect((await browser.totp(GOOD, '+1 555 0100')).status).toBe(401)
  })

  it('is another user’s right code all the same', async () => {
    const { browser } = counted({
      verifyTotp: async ({ loginHint }) => ({ ok: true as const, user: { sub: loginHint } }),
    })
    expect((await browser.totp(GOOD, 'ada')).status).toBe(200)
    expect((await browser.totp(GOOD, 'bob')).status).toBe(200)
  })

  it('signs one in of those that send it at once, by several login hints', async () => {
    const { browser } = counted()
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map((hint) => browser.totp(GOOD, hint)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401])
  })

  it('is kept as a hash alone', async () => {
    const keys: string[] = []
    const kept = memoryStore()
    const { browser } = counted({
      store: { ...kept, set: (key, ...rest) => (keys.push(key), kept.set(key, ...rest)) },
    })
    await browser.totp(GOOD)
    expect(keys.join()).toMatch(/code:[\w-]{43}(,|$)/)
    expect(keys.join()).not.toContain(GOOD)
  })
})

describe('a verification that fails', () => {
  it('is 503, is told and does not count', async () => {
    const { browser, verify, events } = counted({ totpLimits: { attempts: 1 } })
    verify.mockRejectedValueOnce(new Error('planted message'))
    expect(await browser.totp(GOOD)).toMatchObject({
      status: 503,
      body: { error: 'temporarily_unavailable' },
    })
    expect(events).toContainEqual(expect.objectContaining({ callback: 'verifyTotp' }))
    expect((await browser.totp(GOOD)).status).toBe(200)
  })

  it('or never answers, is 503 after ten seconds', async () => {
    const { browser, verify, clock } = counted()
    verify.mockReturnValueOnce(new Promise(() => {}))
    const answer = browser.totp(GOOD)
    await vi.waitFor(() => expect(clock.pending).toBe(1))
    await clock.advance(10_000)
    expect((await answer).status).toBe(503)
  })
})
