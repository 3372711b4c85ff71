import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import type { Demo } from '../../demo/start.js'
import { axeFindings, launchChromium, scrollsSideways, startTestDemo } from './demo-page.js'

/** One browser and one demo for all tests of a file. */
export function sharedDemo() {
  let browser: Browser
  let demo: Demo
  beforeAll(async () => {
    browser = await launchChromium()
    demo = await startTestDemo()
  })
  afterAll(async () => {
    await browser.close()
    await demo.close()
  })

  return {
    get browser() {
      return browser
    },
    get demo() {
      return demo
    },
    /** A page in a context of its own, and what goes wrong in it: errors, and what its content security policy refuses. */
    async open(path: string, width = 1280) {
      const context = await browser.newContext({ viewport: { width, height: 800 } })
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('pageerror', (error) => complaints.push(String(error)))
      await page.exposeFunction('complain', (what: string) => complaints.push(what))
      await page.addInitScript(
        "addEventListener('securitypolicyviolation', (e) => complain(e.violatedDirective + ' ' + e.sourceFile))",
      )
      await page.goto(demo.url + path)
      return {
        page,
        /** In light and dark: no axe finding, nothing wider than the page. */
        async isSound() {
          for (const colorScheme of ['light', 'dark'] as const) {
            await page.emulateMedia({ colorScheme })
            expect(await axeFindings(page)).toEqual([])
            expect(await scrollsSideways(page)).toBe(false)
          }
        },
        async close() {
          expect(complaints).toEqual([])
          await context.close()
        },
      }
    },
  }
}
