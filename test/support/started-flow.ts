import { createBackEnd } from './auth-back-end.js'

/** A flow whose first poll is due. */
export async function startedFlow(...options: Parameters<typeof createBackEnd>) {
  const backEnd = createBackEnd(...options)
  const { flow } = (await backEnd.browser.start()).body
  await backEnd.clock.advance(5_000)
  return { ...backEnd, flow }
}
