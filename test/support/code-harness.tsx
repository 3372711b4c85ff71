import { screen } from '@testing-library/react'
import { renderFlow } from './flow-harness.js'

/** Longer than the moment in which the last digit is seen before the code is sent. */
export const SETTLED_MS = 400

export const field = () => screen.getByLabelText<HTMLInputElement>('Verification code')

/** A sign-in that has come to the code; `type` replaces what stands in the field. */
export async function atCode(...given: Parameters<typeof renderFlow>) {
  const page = await renderFlow(...given)
  await page.signIn()
  await page.press('Use a code instead')
  const tries = () => page.client.count('verifyTotp')
  const type = async (text: string) => {
    await page.user.clear(field())
    await page.user.type(field(), text)
    await page.advance(0)
  }
  return { ...page, tries, type }
}
