import { Profiler } from 'react'
import { expect, it } from 'vitest'
import { CibaSignIn } from '../../src/components/ciba-sign-in.js'
import { useCibaAuth } from '../../src/react/use-ciba-auth.js'
import { renderFlow } from '../support/flow-harness.js'

/** Whose text or elements changed, by the part that they stand in. */
function watchChanges(root: HTMLElement) {
  const parts = new Map<string, number>()
  const observer = new MutationObserver((records) => {
    for (const { target } of records) {
      const element = target instanceof Element ? target : target.parentElement
      const part = element?.closest<HTMLElement>('[data-part]')?.dataset.part ?? 'outside'
      parts.set(part, (parts.get(part) ?? 0) + 1)
    }
  })
  observer.observe(root, { subtree: true, childList: true, characterData: true })
  return parts
}

it('MUST tick in its countdown alone: what selects a status renders when that changes', async () => {
  let renders = 0
  function Status() {
    return <p>{useCibaAuth((auth) => auth.status)}</p>
  }
  const app = (
    <>
      <Profiler id="app" onRender={() => (renders += 1)}>
        <Status />
      </Profiler>
      <CibaSignIn appName="Acme" />
    </>
  )
  const { signIn, advance, client, page } = await renderFlow({ delayMs: 100 }, { waitMs: 200_000 }, app)
  await signIn()
  await advance(31_000)
  renders = 0
  const parts = watchChanges(page.container)
  for (let second = 0; second < 60; second++) await advance(1_000)
  expect(client.count('poll')).toBeGreaterThan(10)
  expect(renders).toBeLessThanOrEqual(1)
  expect([...parts]).toEqual([['countdown', 60]])
})
