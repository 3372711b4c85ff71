import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchChromium } from './demo-page.js'
import { onSystem, SYSTEMS } from './system-page.js'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

const on = onSystem(() => browser, SYSTEMS[0], { DEMO_WAIT_MS: '120000' })

it('MUST be larger than any other text of the step', async () => {
  await on.start()
  for (const width of [320, 1280]) {
    await on.person.page.setViewportSize({ width, height: 800 })
    const sizes = await on.person.root.evaluate((root) => {
      const sizeOf = (element: Element) => Number.parseFloat(getComputedStyle(element).fontSize)
      const code = root.querySelector('[data-part="binding-code"]')
      const others = Array.from(root.querySelectorAll('*')).filter((element) => element !== code)
      return { code: code ? sizeOf(code) : 0, others: Math.max(...others.map(sizeOf)) }
    })
    expect(sizes.code).toBeGreaterThan(sizes.others)
  }
})

it('MUST show an id of any length selectable, and wrap it instead of cutting it', async () => {
  await on.start()
  await on.answer('Deny', await on.person.bindingCode())
  const id = on.person.page.locator('[data-part="request-id"]')
  await id.waitFor()
  await on.person.page.setViewportSize({ width: 320, height: 800 })
  const long = '0123456789abcdef'.repeat(12)
  const seen = await id.evaluate((element, long) => {
    element.textContent = long
    const selection = window.getSelection()
    selection?.selectAllChildren(element)
    const cut: string[] = []
    for (let box: Element | null = element.parentElement; box; box = box.parentElement)
      if (box.scrollWidth > box.clientWidth + 1) cut.push(box.className || box.tagName)
    const { left, right, height } = element.getBoundingClientRect()
    return {
      selected: selection?.toString(),
      lines: height / Number.parseFloat(getComputedStyle(element).fontSize),
      cut,
      left,
      right,
    }
  }, long)
  expect(seen).toMatchObject({ selected: long, cut: [] })
  expect(seen.lines).toBeGreaterThan(3)
  expect(seen.left).toBeGreaterThanOrEqual(0)
  expect(seen.right).toBeLessThanOrEqual(320)
})
