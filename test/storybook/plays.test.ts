import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchChromium } from '../e2e/demo-page.js'
import { serveFolder, type StaticFolder } from '../support/static-folder.js'
import { STORYBOOK } from './build-stories.js'
import { storiesOf } from './built-storybook.js'
import { openStories } from './story-page.js'

const stories = storiesOf(STORYBOOK).filter(({ tags }) => tags.includes('play-fn'))

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

// Those of their own kind: letters that are joined and read from the right, and spaces that do not break.
it.each(['ar', 'fr'])(
  'what is played in English is played in %s, by the words of that language',
  async (locale) => {
    const first = stories[0]?.id ?? ''
    const { show, close } = await openStories(browser, served.url, { first, globals: { locale } })
    const failures: string[] = []
    for (const { id } of stories) await show(id).catch(({ message }: Error) => failures.push(message))
    expect(stories.length).toBeGreaterThan(55)
    expect(failures).toEqual([])
    await close()
  },
)
