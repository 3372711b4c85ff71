import { describe, expect, it } from 'vitest'
import { type InputSchema, validateEmail, validateInput } from '../../src/session/validate-input.js'

type Check = InputSchema<{ city: string }>['~standard']['validate']
const schema = (validate: Check): InputSchema<{ city: string }> => ({
  '~standard': { version: 1, vendor: 'test', validate },
})

describe('input that a schema accepts', () => {
  it('comes back as the schema made it', async () => {
    const trims = schema((value) => ({ value: { city: (value as { city: string }).city.trim() } }))
    expect(await validateInput(trims, { city: ' Ghent ' })).toEqual({ city: 'Ghent' })
  })
})

describe('input that a schema refuses', () => {
  it('is an error with the messages at their fields', async () => {
    const refuses = schema(() =>
      Promise.resolve({
        issues: [
          { message: 'Enter a city.', path: ['address', { key: 'city' }] },
          { message: 'Use letters.', path: ['address', 'city'] },
          { message: 'Choose one of both.' },
        ],
      }),
    )
    await expect(validateInput(refuses, {})).rejects.toMatchObject({
      name: 'AuthError',
      kind: 'validation',
      code: 'invalid_input',
      recovery: 'fix_input',
      retryable: false,
      fieldErrors: { 'address.city': ['Enter a city.', 'Use letters.'], form: ['Choose one of both.'] },
    })
  })

  it('is an error also where the schema itself fails', async () => {
    const broken = schema(() => {
      throw new RangeError('a bug')
    })
    await expect(validateInput(broken, {})).rejects.toMatchObject({ name: 'AuthError', kind: 'unknown' })
  })
})

describe('an e-mail address', () => {
  it.each(['dana@example.com', ' dana@example.com ', 'a.b+c@mail.example.co.uk', 'δάνα@παράδειγμα.gr'])(
    'may look like %s',
    (value) => expect(validateEmail(value)).toBeNull(),
  )

  it.each([
    '',
    'dana',
    'dana@',
    '@example.com',
    'dana@example',
    'dana@@example.com',
    'da na@example.com',
    'dana@.com',
  ])('does not look like "%s"', (value) => {
    const error = validateEmail(value)
    expect(error).toMatchObject({ kind: 'validation', code: 'invalid_input' })
    expect(error?.fieldErrors).toEqual({ email: ['Enter a complete e-mail address.'] })
    if (value !== '') expect(JSON.stringify(error)).not.toContain(`"${value}"`)
  })

  it('is checked in time where it is long', () => {
    expect(validateEmail(`${'a'.repeat(100_000)}@`)).not.toBeNull()
  })

  it('is spoken of at the field and in the words of the app', () => {
    const error = validateEmail('x', { field: 'login', message: 'Das ist keine Adresse.' })
    expect(error?.fieldErrors).toEqual({ login: ['Das ist keine Adresse.'] })
  })
})
