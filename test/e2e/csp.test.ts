import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { type ScenarioName, scenarios } from 'react-ciba/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveFolder, type StaticFolder } from '../support/static-folder.js'
import { launchChromium } from './demo-page.js'
import { buildStrictPage } from './strict-page/build.js'
import { renderScenario } from './strict-page/server.js'

const FOLDER = resolve('test/.artifacts/strict-page')
const names = Object.keys(scenarios) as ScenarioName[]
const sent = new Map<string, string>()

let browser: Browser
let served: StaticFolder
let page: Page
let complaints: string[] = []

beforeAll(async () => {
  await buildStrictPage(FOLDER)
  const shell = readFileSync(`${FOLDER}/index.html`, 'utf8')
  const pages = new Map([['/favicon.ico', '']])
  for (const name of names) {
    sent.set(name, await renderScenario(name))
    pages.set(`/${name}`, shell.replace('<main id="root">', `<main id="root">${sent.get(name)}`))
  }
  served = await serveFolder(FOLDER, { 'content-security-policy': "default-src 'self'" }, pages)
  browser = await launchChromium()
  page = await browser.newPage()
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  await page.exposeFunction('complain', (what: string) => complaints.push(what))
  await page.addInitScript(
    "addEventListener('securitypolicyviolation', (e) => complain(e.violatedDirective + ' ' + e.sourceFile))",
  )
})
afterAll(async () => {
  await browser.close()
  await served.close()
})

async function visit(path: string, name: ScenarioName) {
  complaints = []
  await page.goto(`${served.url}${path}?scenario=${name}`)
  await page.locator('main[data-live]').waitFor()
}

const isStyled = () =>
  page.evaluate(() => {
    const drawn = document.querySelector('.rc-panel, .rc-banner')
    return drawn !== null && getComputedStyle(drawn).lineHeight === '24px'
  })

describe("with default-src 'self', in every state,", () => {
  it.each(names)('%s rendered in the browser is whole', async (name) => {
    await visit('/index.html', name)
    expect(await page.locator('[data-part="ciba-sign-in"]').getAttribute('data-state')).toBe(
      scenarios[name].status,
    )
    expect(await isStyled()).toBe(true)
    expect(complaints).toEqual([])
  })

  it.each(names)('%s from a server is whole, before and after it comes to life', async (name) => {
    const html = sent.get(name) ?? ''
    expect(html).toContain(`data-state="${scenarios[name].status}"`)
    expect(html).not.toMatch(/\sstyle=|<style|<script|\son[a-z]+=|javascript:/)
    await visit(`/${name}`, name)
    expect(await page.locator('[data-part="ciba-sign-in"]').getAttribute('data-state')).toBe(
      scenarios[name].status,
    )
    expect(await isStyled()).toBe(true)
    expect(complaints).toEqual([])
  })

  it('what came from a server works: the buttons lead on', async () => {
    await visit('/timeout', 'timeout')
    await page.getByRole('button', { name: 'Use a code instead' }).click()
    await page.getByLabel('Verification code').fill('123456')
    await page.getByRole('button', { name: 'Verify' }).click()
    await page.getByRole('heading', { name: 'You are signed in' }).waitFor()
    expect(complaints).toEqual([])
  })
})

describe('the policy', () => {
  it('is in force: an inline style is refused and noticed', async () => {
    await visit('/index.html', 'idle')
    await page.evaluate(() => {
      document.body.insertAdjacentHTML('beforeend', '<p style="color: red">Red</p>')
    })
    await expect.poll(() => complaints).toContainEqual(expect.stringMatching(/^style-src-attr/))
  })
})
