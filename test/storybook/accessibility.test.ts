import axe from 'axe-core'
import { buildSync } from 'esbuild'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../e2e/demo-page.js'
import { serveFolder, type StaticFolder } from '../support/static-folder.js'
import { STORYBOOK } from './build-stories.js'
import { storiesOf } from './built-storybook.js'
import type { Measured } from './in-page/measure.js'
import { openStories, type StoryPage } from './story-page.js'

declare global {
  interface Window {
    axe: typeof axe
  }
}

const stories = storiesOf(STORYBOOK)
const PAGES = 2

/** A story is a fragment: landmarks and the h1 belong to the app's page around it. */
const OF_THE_PAGE = ['region', 'landmark-one-main', 'page-has-heading-one']
const MODES = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  'forced colours': { colorScheme: 'light', forcedColors: 'active' },
} as const
/** Of everything in the catalogue: two pictures of a story are alike whenever they are taken. */
const FIXED_DATE = '2026-01-15'
const LOOKS = ['bank', 'market', 'terminal']
/** Width and height in CSS px, and device px to each: 1280 by 1024 at 400 % has 320 by 256. */
const SIZES = {
  '280 px beside margins': [312, 640, 1],
  '320 px': [320, 640, 1],
  '1280 px at 400 %': [320, 256, 4],
} as const

let browser: Browser
let served: StaticFolder
const opened: (StoryPage & { cdp: CDPSession })[] = []
const seen = { stories: 0, axeRuns: 0, rulesPassed: 0, contrasts: 0, boxes: 0, findings: 0 }

beforeAll(async () => {
  browser = await launchChromium()
  served = await serveFolder(STORYBOOK)
  const inPage = buildSync({
    entryPoints: ['test/storybook/in-page/measure.ts'],
    bundle: true,
    format: 'iife',
    write: false,
  })
  for (let index = 0; index < PAGES; index += 1) {
    const first = stories[0]?.id ?? ''
    const story = await openStories(browser, served.url, { first, reducedMotion: 'reduce' })
    await story.page.addScriptTag({ content: axe.source })
    await story.page.addScriptTag({ content: inPage.outputFiles[0]?.text ?? '' })
    const cdp = await story.page.context().newCDPSession(story.page)
    opened.push({ ...story, cdp })
  }
})
afterAll(async () => {
  await browser.close()
  await served.close()
  console.log(
    `axe: ${seen.axeRuns} runs (${seen.stories} stories in ${Object.keys(MODES).join(', ')}), ` +
      `${seen.rulesPassed} rules passed; ${seen.contrasts} contrasts and ${seen.boxes} texts and targets measured; ` +
      `${seen.findings} findings`,
  )
})

async function axeFindings(page: Page, title: string, forced: boolean): Promise<string[]> {
  const off = [
    ...OF_THE_PAGE,
    // Banners of one kind have one title, and stand on one page only there.
    ...(title === 'Error codes' ? ['landmark-unique'] : []),
    // axe reads the text's filling, which tells of no forced colour; the contrasts measured below do.
    ...(forced ? ['color-contrast'] : []),
  ]
  const rules = {
    'target-size': { enabled: true },
    ...Object.fromEntries(off.map((id) => [id, { enabled: false }])),
  }
  const { violations, passed } = await page.evaluate(
    async (options) => {
      const { violations, passes } = await window.axe.run('#storybook-root', options)
      return {
        violations: violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`),
        passed: passes.length,
      }
    },
    { rules, resultTypes: ['violations' as const] },
  )
  seen.axeRuns += 1
  seen.rulesPassed += passed
  return violations
}

const inMode = (mode: string, { findings }: Measured | { findings: string[] }) =>
  findings.map((finding) => `${mode}: ${finding}`)

async function findingsOf({ page, cdp }: StoryPage & { cdp: CDPSession }, title: string): Promise<string[]> {
  const dates = (await page.locator('#storybook-root').innerText()).match(/\d{4}-\d\d-\d\d/g) ?? []
  const findings = dates.filter((date) => date !== FIXED_DATE).map((date) => `the date ${date} is not fixed`)
  // From now on what gets the focus shows it.
  await page.keyboard.press('Shift')
  for (const [mode, { colorScheme, forcedColors }] of Object.entries(MODES)) {
    await page.emulateMedia({ colorScheme, forcedColors })
    await page.evaluate((theme) => void (document.documentElement.dataset.theme = theme), colorScheme)
    findings.push(
      ...inMode(`${mode}, axe`, { findings: await axeFindings(page, title, forcedColors === 'active') }),
    )
    const measured = await page.evaluate(() => window.measure.contrast())
    seen.contrasts += measured.count
    findings.push(...inMode(mode, measured))
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' })
  for (const [size, [width, height, deviceScaleFactor]] of Object.entries(SIZES)) {
    await cdp.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor, mobile: false })
    const measured = await page.evaluate(() => window.measure.layout())
    seen.boxes += measured.count
    findings.push(...inMode(size, measured))
  }
  await page.evaluate(() => void (document.documentElement.dir = 'rtl'))
  findings.push(...inMode('right to left', await page.evaluate(() => window.measure.layout())))
  await page.evaluate(() => document.documentElement.removeAttribute('dir'))
  if (title !== 'Sign-in/States') return findings
  for (const look of LOOKS)
    for (const theme of ['light', 'dark']) {
      await page.evaluate(
        (globals) => {
          for (const element of [document.documentElement, document.querySelector<HTMLElement>('.sb-column')])
            if (element) Object.assign(element.dataset, globals)
        },
        { look, theme },
      )
      const { contrast, layout } = await page.evaluate(() => ({
        contrast: window.measure.contrast(),
        layout: window.measure.layout(),
      }))
      seen.contrasts += contrast.count
      seen.boxes += layout.count
      findings.push(...inMode(`${look}, ${theme}`, { findings: [...contrast.findings, ...layout.findings] }))
    }
  // The next story sets its own on the column, and on the page only what has changed.
  await page.evaluate(() => void (document.documentElement.dataset.look = 'neutral'))
  return findings
}

describe('in light, dark and forced colours, and from 280 px to 400 % zoom, nothing is amiss with', () => {
  const named = stories.map((story) => [`${story.title}: ${story.name}`, story] as const)
  it.concurrent.each(named)('%s', async (_name, { id, title }) => {
    const story = opened.pop()
    if (!story) throw new Error(`More than ${PAGES} at once`)
    try {
      await story.cdp.send('Emulation.clearDeviceMetricsOverride')
      await story.show(id)
      const findings = await findingsOf(story, title)
      seen.stories += 1
      seen.findings += findings.length
      expect(findings).toEqual([])
    } finally {
      opened.push(story)
    }
  })
})

const AMISS = `<div id="amiss">
  <p style="color: #999">Faint</p>
  <p style="inline-size: 60px; overflow: hidden; white-space: nowrap">Longer than its box</p>
  <p style="inline-size: 500px">Wide</p>
  <input class="rc-input" name="pale" aria-label="Pale" style="border: 1px solid #ddd; background: #fff" />
  <button style="outline: none">No ring</button>
  <button style="all: unset; inline-size: 9px">a</button><button style="all: unset; inline-size: 9px">b</button>
  <img src="data:," />
</div>`

describe('the measures', () => {
  it.each([
    ['contrast', /^text of p.*"Faint": contrast 2.85, at least 4.5/],
    ['contrast', /^edge of input.*"pale": contrast 1.36, at least 3/],
    ['contrast', /"No ring": nothing shows that it has the focus/],
    ['layout', /^p.*"Longer than its box" is cut off/],
    ['layout', /^scrolls sideways: \d+ px in 320/],
    ['layout', /"a": a target of 9 by/],
    ['axe', /^image-alt: <img/],
  ])('of %s see %s', async (kind, finding) => {
    const [story] = opened
    if (!story) throw new Error('No page is open')
    const { page, cdp } = story
    const [width, height, deviceScaleFactor] = SIZES['320 px']
    await cdp.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor, mobile: false })
    await page.evaluate((html) => {
      document.getElementById('amiss')?.remove()
      document.getElementById('storybook-root')?.insertAdjacentHTML('beforeend', html)
    }, AMISS)
    const findings =
      kind === 'axe'
        ? await axeFindings(page, '', false)
        : await page.evaluate((name) => window.measure[name as 'layout']().findings, kind)
    expect(findings).toContainEqual(expect.stringMatching(finding))
  })
})
