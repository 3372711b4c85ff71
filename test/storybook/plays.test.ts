import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchChromium } from '../e2e/demo-page.js'
import { serveFolder, type StaticFolder } from '../support/static-folder.js'
import { STORYBOOK } from './build-stories.js'
import { storiesOf } from './built-storybook.js'
import { openStories } from './story-page.js'

/** Those that look for words. */
const stories = storiesOf(STORYBOOK).filter(({ id }) => /walks|parts|error-b/.test(id))

let browser: Browser
let served: StaticFolder
beforeAll(async () => {
  browser = await launchChromium()
  served = await serveFolder(STORYBOOK)
})
afterAll(async () => {
  await browser.close()
  await served.close()
})

it('what is played in English is played in Arabic, by the words of that language', async () => {
  const first = stories[0]?.id ?? ''
  const { show, close } = await openStories(browser, served.url, { first, globals: { locale: 'ar' } })
  const failures: string[] = []
  for (const { id } of stories) await show(id).catch(({ message }: Error) => failures.push(message))
  expect(stories.length).toBeGreaterThan(50)
  expect(failures).toEqual([])
  await close()
})
