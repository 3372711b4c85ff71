import { describe, expect, it } from 'vitest'
import { createCibaController } from '../../src/machine/controller.js'
import { flowSettings } from '../../src/machine/settings.js'
import { createScriptedClient } from '../../src/testing/scripted-client.js'

describe('settings of a flow', () => {
  it('have the defaults that the documentation names', () => {
    expect(flowSettings({})).toEqual({
      waitMs: 60_000,
      pollAtOnce: false,
      fallbackToTotpAfterMs: null,
      restartOnExpiry: false,
      alwaysRepeatStart: false,
      resendAfterMs: 30_000,
      codeAttempts: 3,
      coolDownMs: 30_000,
    })
  })

  it('take what is given and keep the default for undefined', () => {
    expect(
      flowSettings({ waitMs: 90_000, resendAfterMs: undefined, fallbackToTotpAfterMs: null }),
    ).toMatchObject({ waitMs: 90_000, resendAfterMs: 30_000, fallbackToTotpAfterMs: null })
  })

  it.each(['waitMs', 'fallbackToTotpAfterMs', 'resendAfterMs', 'codeAttempts', 'coolDownMs'] as const)(
    'refuse a %s that is no positive number, by its name',
    (name) => {
      for (const value of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
        expect(() => flowSettings({ [name]: value })).toThrow(new RegExp(`${name} must be a positive number`))
    },
  )

  it('are checked when a flow is made, not when somebody signs in', () => {
    expect(() => createCibaController({ client: createScriptedClient(), waitMs: -5 })).toThrow(TypeError)
  })
})
