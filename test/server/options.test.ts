import { describe, expect, it } from 'vitest'
import { type AuthHandlerOptions, createAuthHandler } from '../../src/server.js'
import { CLIENT, ISSUER } from '../support/scripted-provider.js'

const good: AuthHandlerOptions = { issuer: ISSUER, ...CLIENT }

describe('options are checked when the handler is made', () => {
  it.each([
    ['issuer', { issuer: 'id.example' }],
    ['issuer', { issuer: 'http://id.example' }],
    ['issuer', { issuer: 'https://id.example?tenant=1' }],
    ['clientId', { clientId: '' }],
    ['clientSecret', { clientSecret: ' ' }],
    ['scope', { scope: 'profile' }],
    ['basePath', { basePath: 'auth' }],
    ['origin', { origin: 'https://app.example/path' }],
    ['origin', { origin: 'app.example' }],
    ['origin', { origin: 'http://app.example' }],
    ['store', { store: { get: async () => undefined } as never }],
    ['totpLimits.attempts', { totpLimits: { attempts: 0 } }],
    ['totpLimits.attempts', { totpLimits: { attempts: 1.5 } }],
    ['totpLimits.coolDownMs', { totpLimits: { coolDownMs: -1 } }],
    ['pushLimits.perHint', { pushLimits: { perHint: 0 } }],
    ['pushLimits.perAddress', { pushLimits: { perAddress: 2.5 } }],
    ['pushLimits.windowMs', { pushLimits: { windowMs: Number.POSITIVE_INFINITY } }],
    ['clientAddress', { clientAddress: '203.0.113.7' as never }],
    ['verifyTotp', { verifyTotp: true as never }],
    ['sessionLifetimeMs', { sessionLifetimeMs: Number.NaN }],
  ])('a wrong %s is named: %o', (name, wrong: Partial<AuthHandlerOptions>) => {
    expect(() => createAuthHandler({ ...good, ...wrong })).toThrow(`"${name}" must`)
  })

  it('a wrong secret is not repeated in the message', () => {
    const clientSecret = ['planted-client-secret'] as never
    expect(() => createAuthHandler({ ...good, clientSecret })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('planted') as string }),
    )
  })

  it.each([
    'http://localhost:3000',
    'http://127.0.0.1:3000/realm',
    'http://[::1]:3000',
    'https://id.example/a',
  ])('takes the issuer %s', (issuer) => {
    expect(() => createAuthHandler({ ...good, issuer })).not.toThrow()
  })
})
