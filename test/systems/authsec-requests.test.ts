import { describe, expect, it } from 'vitest'
import type { AuthSecOptions } from '../../src/systems/authsec.js'
import { authsecAnswering, HINT, type Verb } from '../support/authsec-answering.js'

describe('what is sent', () => {
  const hint = { binding_message: 'KQ7-42M' }
  const request = { auth_req_id: 'secret-request' }
  const code = { email: HINT, totp_code: '123456' }

  it.each<[Verb, string, object, string | undefined]>([
    ['start', '/uflow/auth/ciba/initiate', { login_hint: HINT, ...hint }, undefined],
    ['start', '/uflow/auth/tenant/ciba/initiate', { client_id: 'web', email: HINT, ...hint }, 'web'],
    ['poll', '/uflow/auth/ciba/token', request, undefined],
    ['poll', '/uflow/auth/tenant/ciba/token', { client_id: 'web', ...request }, 'web'],
    ['enter', '/uflow/auth/totp/login', code, undefined],
    ['enter', '/uflow/auth/tenant/totp/login', { client_id: 'web', ...code }, 'web'],
  ])('%s: JSON by POST to %s', async (verb, url, body, clientId) => {
    const set = authsecAnswering({}, clientId === undefined ? {} : { clientId })
    await set[verb]().catch(() => undefined)
    expect(set.sent).toHaveLength(1)
    expect(set.sent[0]).toMatchObject({ url, init: { method: 'POST' } })
    expect(set.sent[0]?.body).toEqual(body)
  })

  it.each<Verb>(['start', 'poll', 'enter'])(
    '%s: no cookie and no header that CORS would refuse',
    async (verb) => {
      const set = authsecAnswering()
      await set[verb]().catch(() => undefined)
      expect(set.sent[0]?.init.credentials).toBe('omit')
      expect([...(set.sent[0]?.headers.keys() ?? [])]).toEqual(['accept', 'content-type'])
    },
  )

  it('our request id, where the app asks for that', async () => {
    const set = authsecAnswering({}, { sendRequestId: true })
    await set.start()
    expect(set.sent[0]?.headers.get('x-request-id')).toBe('id-of-ours')
  })

  it.each<[AuthSecOptions, string]>([
    [
      { baseUrl: 'https://api.example/authsec/uflow/auth' },
      'https://api.example/authsec/uflow/auth/ciba/token',
    ],
    [{ baseUrl: '/authsec/auth//' }, '/authsec/auth/ciba/token'],
    [{ clientId: 'web', paths: { poll: '/workspace/ciba/token' } }, '/uflow/auth/workspace/ciba/token'],
    [{ clientId: 'web', paths: { totp: 'other' } }, '/uflow/auth/tenant/ciba/token'],
  ])('with %j, a poll to %s', async (options, url) => {
    const set = authsecAnswering({}, options)
    await set.poll().catch(() => undefined)
    expect(set.sent[0]?.url).toBe(url)
  })

  it('nothing at all for a cancel, which says that the prompt may remain', async () => {
    const { sent, cancel } = authsecAnswering()
    expect(await cancel()).toEqual({ promptMayRemain: true })
    expect(sent).toEqual([])
  })
})
