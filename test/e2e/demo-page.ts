import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'
import { type Demo, startDemo } from '../../demo/start.js'
import { readSettings } from '../../demo/settings.js'
import { findChromium } from '../browser/find-chromium.mjs'

const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run']

export function launchChromium(): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('No Chromium found: run node test/browser/ensure-chromium.mjs')
  return chromium.launch({ executablePath, args: ARGS })
}

/** A demo of its own on a free port; `env` are its settings. */
export function startTestDemo(env: Record<string, string> = {}): Promise<Demo> {
  return startDemo({ ...readSettings({ DEMO_INTERVAL_S: '1', ...env }), port: 0 })
}

/** The page and the phone of one person, in one browser context. */
export interface Person {
  context: BrowserContext
  page: Page
  phone: Page
  root: Locator
  /** Reaches this status of the sign-in. */
  reaches(status: string): Promise<void>
  button(name: string): Locator
  /** The text at a field that was refused. */
  problem(text: string): Locator
  bindingCode(): Promise<string>
  /** What went wrong in either page that no test asked for. */
  complaints: string[]
}

export async function visit(browser: Browser, demo: Demo, path = '/'): Promise<Person> {
  const context = await browser.newContext()
  const complaints: string[] = []
  const open = async (path: string) => {
    const page = await context.newPage()
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('console', (message) => {
      // Chromium itself writes a line for each answer with an error status; those the tests ask for.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        complaints.push(message.text())
    })
    await page.goto(demo.url + path)
    return page
  }
  const phone = await open('/phone')
  const page = await open(path)
  const root = page.locator('[data-part="ciba-sign-in"]')
  return {
    context,
    page,
    phone,
    root,
    complaints,
    reaches: (status) => page.locator(`[data-part="ciba-sign-in"][data-state="${status}"]`).waitFor(),
    button: (name) => page.getByRole('button', { name, exact: true }),
    problem: (text) => page.locator('[data-part="field-error"]', { hasText: text }),
    bindingCode: () => root.locator('[data-part="binding-code"]').innerText(),
  }
}

/** Findings of axe, best practices included, as one line each. */
export async function axeFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

export const scrollsSideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
