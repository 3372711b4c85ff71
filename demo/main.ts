import { errorCode } from './loopback.js'
import { type DemoSettings, readSettings, SettingError } from './settings.js'
import { type Demo, startDemo } from './start.js'

const DEFAULT_PORT = 4400

/** One line that a person can act on, and the end. */
function giveUp(line: string): never {
  console.error(line)
  process.exit(1)
}

function settingsOrGiveUp(): DemoSettings {
  try {
    return readSettings()
  } catch (error) {
    return giveUp(error instanceof SettingError ? error.message : `The demo cannot start: ${String(error)}`)
  }
}

async function demoOrGiveUp(settings: DemoSettings): Promise<Demo> {
  try {
    return await startDemo(settings)
  } catch (error) {
    const { port } = settings
    if (errorCode(error) !== 'EADDRINUSE') return giveUp(`The demo cannot start: ${String(error)}`)
    const other = port < 65_535 ? port + 1 : DEFAULT_PORT
    return giveUp(
      `Port ${port} is taken. Stop the other program or choose another: PORT=${other} npm run demo`,
    )
  }
}

/** "Ready" is said when all that a browser will ask for has really answered. */
async function whatDoesNotAnswer(demo: Demo, settings: DemoSettings): Promise<string | undefined> {
  const urls = [
    '/',
    '/authsec',
    '/device',
    '/phone',
    '/faults',
    '/systems/authsec',
    '/systems/authos',
    '/settings.json',
    '/auth/session',
  ].map((path) => demo.url + path)
  if (settings.provider === 'on') urls.push(`${demo.provider.issuer}/.well-known/openid-configuration`)
  for (const url of urls) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5000) }).catch((error: unknown) => error)
    if (!(answer instanceof Response)) return `${url} (${String(answer)})`
    await answer.body?.cancel()
    if (!answer.ok) return `${url} (${answer.status})`
  }
}

const settings = settingsOrGiveUp()
const demo = await demoOrGiveUp(settings)

let ending = false
function end(): void {
  if (ending) return
  ending = true
  void demo.close().finally(() => process.exit(0))
}

process.on('SIGINT', end)
process.on('SIGTERM', end)
// npm hands a signal to its shell alone, and the shell dies without a word to us: seen by the parent that is gone.
if (process.env['npm_lifecycle_event']) {
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && end(), 250).unref()
}

const missing = await whatDoesNotAnswer(demo, settings)
if (missing) giveUp(`The demo started but this does not answer: ${missing}`)
console.log(`Demo ready at ${demo.url}`)
