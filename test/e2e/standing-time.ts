import { setTimeout as pause } from 'node:timers/promises'
import type { Browser, Locator, Page } from 'playwright-core'

interface Passing {
  stepMs: number
  /** Requests are answered, and time waits for that. */
  isAnswered?: boolean
}

/** A page in which time stands still but for the steps that a test takes, so that what is counted down is read as it was at first. */
export interface StandingPage {
  page: Page
  /** What went wrong in it that no test asked for. */
  complaints: string[]
  /** Lets so much time pass, step by step, until this is seen. */
  passUntil(wanted: Locator, passing: Passing): Promise<void>
  close(): Promise<void>
}

export async function openStanding(browser: Browser): Promise<StandingPage> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text())
  })
  let asked = 0
  const add = (more: number) => () => void (asked += more)
  page.on('request', add(1))
  page.on('requestfinished', add(-1))
  page.on('requestfailed', add(-1))
  await page.clock.install()
  await page.clock.pauseAt(Date.now() + 60_000)
  return {
    page,
    complaints,
    async passUntil(wanted, { stepMs, isAnswered = true }) {
      for (let turns = 0; turns < 80 && !(await wanted.isVisible()); turns++) {
        while (isAnswered && asked > 0) await pause(5)
        await pause(5)
        if (!(await wanted.isVisible())) await page.clock.runFor(stepMs)
      }
      await wanted.waitFor({ timeout: 5_000 })
    },
    close: () => context.close(),
  }
}
