import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

/** Storybook's globals: `theme`, `look`, `locale`, `width`. One that it does not know changes nothing. */
export type Globals = Record<string, string>

declare global {
  interface Window {
    __STORYBOOK_PREVIEW__?: { currentRender?: { phase?: string } }
    __STORYBOOK_ADDONS_CHANNEL__?: {
      emit(event: string, ...data: unknown[]): void
      on(event: string, listener: (data: unknown) => void): void
      off(event: string, listener: (data: unknown) => void): void
    }
  }
}

export interface StoryPage {
  page: Page
  /** Shows a story and plays it to its end; fails where the story does. */
  show(id: string): Promise<void>
  close(): Promise<void>
}

/** A page on which one story comes after the other, which is ten times as fast as a page for each. */
export async function openStories(
  browser: Browser,
  url: string,
  options: BrowserContextOptions & { globals?: Globals; first: string },
): Promise<StoryPage> {
  const { globals = {}, first, ...rest } = options
  const context = await browser.newContext(rest)
  // What tsx puts around functions to keep their names, and a page does not have.
  await context.addInitScript('globalThis.__name = (it) => it')
  const page = await context.newPage()
  // Storybook's own run of axe is left out: who wants it runs it.
  const wanted = Object.entries({ ...globals, 'a11y.manual': '!true' }).map((pair) => pair.join(':'))
  await page.goto(`${url}/iframe.html?viewMode=story&id=${first}&globals=${wanted.join(';')}`)
  // Storybook reloads the page where a story is left that has not come to its end.
  await page.waitForFunction(() =>
    /finished|errored/.test(window.__STORYBOOK_PREVIEW__?.currentRender?.phase ?? ''),
  )
  return { page, show: (id) => show(page, id), close: () => context.close() }
}

async function show(page: Page, id: string): Promise<void> {
  const failure = await page.evaluate(
    (storyId) =>
      new Promise<string | null>((resolve) => {
        const channel = window.__STORYBOOK_ADDONS_CHANNEL__
        if (channel === undefined) return resolve('Storybook has no channel')
        // Storybook takes a story for a success whose play function threw.
        let thrown: string | null = null
        const fail = (error: unknown) => void (thrown = (error as Error).message)
        const finish = (data: unknown) => {
          const finished = data as { storyId: string; status: string }
          if (finished.storyId !== storyId) return
          channel.off('storyFinished', finish)
          channel.off('playFunctionThrewException', fail)
          resolve(thrown ?? (finished.status === 'success' ? null : finished.status))
        }
        channel.on('playFunctionThrewException', fail)
        channel.on('storyFinished', finish)
        // Once more where it is shown already: what was played is played on a fresh one.
        const isShown = new URLSearchParams(location.search).get('id') === storyId
        if (isShown) channel.emit('forceRemount', { storyId })
        else {
          const url = new URL(location.href)
          url.searchParams.set('id', storyId)
          history.replaceState(null, '', url)
          channel.emit('setCurrentStory', { storyId, viewMode: 'story' })
        }
      }),
    id,
  )
  if (failure !== null) throw new Error(`${id}: ${failure.split('\n')[0]}`)
}
