import type { Locator } from 'playwright-core'

/** What the part of a page of a system says that tells what came of a row. */
export interface ShownOutcome {
  stage: string
  /** The banner's; null where there is none. */
  title: string | null
  /** Why it matters, and what to do. */
  text: string
  fields: string[]
  wait: string | null
  /** Words and address. */
  links: string[]
  /** The id to quote. */
  id: string | null
  /** What the app was asked to show. */
  told: string | null
  calls: number
  refreshes: number
}

export const shownOutcome = (outcome: Locator): Promise<ShownOutcome> =>
  outcome.evaluate((part) => {
    const all = (selector: string) =>
      [...part.querySelectorAll<HTMLElement>(selector)].filter((found) => found.checkVisibility())
    const texts = (selector: string) => all(selector).map(({ innerText }) => innerText)
    const banner = '[data-part="auth-error-banner"]'
    const count = (name: string) => Number(all('[data-part="seen"]')[0]?.getAttribute(`data-${name}`) ?? 0)
    return {
      stage: part.getAttribute('data-state') ?? '',
      title: texts(`${banner} h3`)[0] ?? null,
      text: texts(`${banner} :is([data-part="explanation"], [data-part="advice"])`).join(' '),
      fields: texts(`${banner} [data-part="field-errors"] li`),
      wait: texts(`${banner} [data-part="retry-wait"]`)[0] ?? null,
      links: all(`${banner} a`).map((link) => `${link.innerText}: ${link.getAttribute('href')}`),
      id: texts(`${banner} [data-part="request-id"]`)[0] ?? null,
      told: texts('[data-part="told"]')[0] ?? null,
      calls: count('calls'),
      refreshes: count('refreshes'),
    }
  })
