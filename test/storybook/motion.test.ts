import { expect, it } from 'vitest'
import { launchChromium } from '../e2e/demo-page.js'
import { serveFolder } from '../support/static-folder.js'
import { STORYBOOK } from './build-stories.js'
import { storiesOf } from './built-storybook.js'
import { openStories } from './story-page.js'

const stories = storiesOf(STORYBOOK)
  .map(({ id }) => id)
  .filter((id) => id.startsWith('sign-in-states--'))

it('nothing moves by itself where less motion is asked for', async () => {
  const browser = await launchChromium()
  const served = await serveFolder(STORYBOOK)
  const first = stories[0] ?? ''
  const { page, show, close } = await openStories(browser, served.url, { first })
  const moving: Record<string, boolean[]> = {}
  for (const reducedMotion of ['no-preference', 'reduce'] as const) {
    await page.emulateMedia({ reducedMotion })
    for (const id of stories) {
      await show(id)
      const moves = () => document.getAnimations().some(({ playState }) => playState === 'running')
      moving[id] = [...(moving[id] ?? []), await page.evaluate(moves)]
    }
  }
  expect(stories.length).toBeGreaterThan(30)
  // As a rule the pulse does, while somebody waits.
  expect(Object.values(moving).filter(([byRule]) => byRule).length).toBeGreaterThan(3)
  expect(Object.entries(moving).filter(([, [, wished]]) => wished)).toEqual([])
  await close()
  await served.close()
  await browser.close()
})
