import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchChromium } from '../e2e/demo-page.js'
import { serveFolder, type StaticFolder } from '../support/static-folder.js'
import { STORYBOOK } from './build-stories.js'
import { pagesOf } from './built-storybook.js'

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

it.each(pagesOf(STORYBOOK).map(({ id }) => id))(
  'the page %s is shown whole at 320 px: no failure, no table left as text, nothing sideways',
  async (id) => {
    const page = await browser.newPage({ viewport: { width: 320, height: 800 } })
    const failures: string[] = []
    page.on('pageerror', ({ message }) => failures.push(message))
    await page.goto(`${served.url}/iframe.html?viewMode=docs&id=${id}`)
    // A page that fails shows the failure in the place of all that it has.
    await page.locator('.sbdocs h1').first().waitFor({ timeout: 10_000 })
    expect(await page.locator('.sbdocs p').filter({ hasText: '| --- |' }).count()).toBe(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    const cut = await page.evaluate(() =>
      Array.from(document.querySelectorAll('.docs-story'), (story) => story.scrollWidth - story.clientWidth),
    )
    expect(cut.filter((px) => px > 0)).toEqual([])
    expect(failures).toEqual([])
    await page.close()
  },
)
