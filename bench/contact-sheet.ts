/**
 * Every story as a picture: `npm run contact-sheet -- <folder>`. At 320 and 1280 px, light and dark, in English and
 * Arabic; one sheet for each section of the sidebar. `--only=<part of an id>` takes those stories alone, `--locales=en`
 * those languages, `--built` the Storybook that is in storybook-static already, `--forced-colors` shows them in light
 * and dark system colours instead.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Browser, chromium } from 'playwright-core'
import { findChromium } from '../test/browser/find-chromium.mjs'
import { buildStorybook, storiesOf, type StoryEntry } from '../test/storybook/built-storybook.js'
import { openStories } from '../test/storybook/story-page.js'
import { serveFolder } from '../test/support/static-folder.js'

const BUILD = 'storybook-static'
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: '' },
    locales: { type: 'string', default: 'en,ar' },
    built: { type: 'boolean', default: false },
    'forced-colors': { type: 'boolean', default: false },
  },
})
const out = positionals[0] ?? join(BUILD, 'contact-sheet')
/** Stories beside and below each other on a sheet, by the width of the page. */
const GRID: Record<number, [abreast: number, rows: number]> = { 320: [4, 3], 1280: [3, 3] }

interface View {
  locale: string
  theme: string
  width: number
}
const VIEWS: View[] = values.locales
  .split(',')
  .flatMap((locale) =>
    ['light', 'dark'].flatMap((theme) => [320, 1280].map((width) => ({ locale, theme, width }))),
  )

/** Stories whose play came to no good end. */
const failures: string[] = []

interface Shot {
  story: StoryEntry
  file: string
  /** How wide it is on a sheet, in px. */
  shown: number
}

/** What is taller goes on beside itself, in px. */
const TALLEST = 1_000

async function shoot(browser: Browser, url: string, stories: StoryEntry[], view: View): Promise<Shot[]> {
  const { width, ...globals } = view
  const first = stories[0]?.id ?? ''
  const { page, show, close } = await openStories(browser, url, {
    first,
    globals,
    viewport: { width, height: width === 320 ? 640 : 400 },
    reducedMotion: 'reduce',
    forcedColors: values['forced-colors'] ? 'active' : 'none',
    colorScheme: view.theme === 'dark' ? 'dark' : 'light',
  })
  const shots: Shot[] = []
  for (const story of stories) {
    // What it shows then is a picture all the same.
    await show(story.id).catch(({ message }: Error) => failures.push(`${view.locale}: ${message}`))
    // A story that has a theme of its own is shown in both all the same.
    await page.evaluate((theme) => void (document.documentElement.dataset.theme = theme), view.theme)
    const file = join(out, 'stories', `${story.id}-${view.locale}-${view.theme}-${width}.png`)
    // What is in use is in the half of a wide page where lines begin, unless a story takes all of it.
    const wide = (await page.locator('.sb-column[data-width="full"]').count()) > 0
    const clip = width === 320 || wide ? {} : { clip: await page.evaluate(usedHalf) }
    await page.screenshot({ path: file, fullPage: true, animations: 'disabled', ...clip })
    shots.push({ story, file, shown: width === 320 ? 320 : wide ? 726 : 480 })
  }
  await close()
  return shots
}

const usedHalf = () => {
  const { dir, scrollHeight } = document.documentElement
  return { x: dir === 'rtl' ? innerWidth - 640 : 0, y: 0, width: 640, height: Math.max(scrollHeight, 200) }
}

/** A picture as HTML, in as many pieces as it is tall. */
function piecesOf({ story, file, shown }: Shot): string[] {
  const png = readFileSync(file)
  // A PNG begins with its signature and the chunk that has its size.
  const height = (png.readUInt32BE(20) * shown) / png.readUInt32BE(16)
  return Array.from({ length: Math.ceil(height / TALLEST) }, (_, piece) => {
    const from = piece * TALLEST
    const seen = Math.min(TALLEST, height - from)
    return `<figure><figcaption>${story.name}${piece > 0 ? ' (goes on)' : ''}</figcaption>
      <div style="height:${seen}px"><img width="${shown}" style="margin-top:-${from}px"
      src="data:image/png;base64,${png.toString('base64')}"></div></figure>`
  })
}

async function writeSheets(browser: Browser, name: string, shots: Shot[], view: View): Promise<number> {
  const [abreast, rows] = GRID[view.width] ?? [4, 3]
  const column = view.width === 320 ? 332 : 492
  const page = await browser.newPage({ viewport: { width: abreast * column + 12, height: 400 } })
  const pieces = shots.flatMap(piecesOf)
  let sheet = 0
  for (let from = 0; from < pieces.length; from += abreast * rows) {
    const pictures = pieces.slice(from, from + abreast * rows)
    await page.setContent(
      `<!doctype html><style>body{display:flex;flex-wrap:wrap;align-items:start;gap:12px;margin:12px;background:#777;
      font:12px sans-serif;color:#fff}figure{margin:0}div{overflow:hidden}img{display:block}</style>${pictures.join('')}`,
    )
    sheet += 1
    const file = `${name}-${view.locale}-${view.theme}-${view.width}-${sheet}.png`
    await page.screenshot({ path: join(out, file), fullPage: true })
  }
  await page.close()
  return sheet
}

const executablePath = findChromium()
if (!executablePath) throw new Error('No Chromium found: run node test/browser/ensure-chromium.mjs')
if (!values.built) await buildStorybook(BUILD)
const stories = storiesOf(BUILD).filter(({ id }) => id.includes(values.only))
if (stories.length === 0) throw new Error(`No story has ${values.only} in its id`)
rmSync(out, { recursive: true, force: true })
mkdirSync(join(out, 'stories'), { recursive: true })

const served = await serveFolder(BUILD)
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
let sheets = 0
async function work(view: View): Promise<void> {
  const shots = await shoot(browser, served.url, stories, view)
  for (const title of new Set(stories.map((story) => story.title))) {
    const name = title.toLowerCase().replace(/\W+/g, '-')
    const inSection = shots.filter(({ story }) => story.title === title)
    sheets += await writeSheets(browser, name, inSection, view)
  }
}
const queue = [...VIEWS]
const worker = async () => {
  for (let view = queue.shift(); view; view = queue.shift()) await work(view)
}
await Promise.all([worker(), worker()])
await browser.close()
await served.close()
writeFileSync(join(out, 'stories.txt'), stories.map(({ id }) => `${id}\n`).join(''))
console.log(`${sheets} sheets and ${stories.length * VIEWS.length} pictures in ${out}`)
if (failures.length > 0) {
  console.error(failures.join('\n'))
  process.exitCode = 1
}
