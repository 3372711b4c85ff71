// Finds a Chromium for the browser tests, or installs Debian's where it may, or says in one line what to do.
import { spawnSync } from 'node:child_process'
import { findChromium } from './find-chromium.mjs'

if (process.env.CHROMIUM_PATH && !findChromium()) {
  console.error(`CHROMIUM_PATH names ${process.env.CHROMIUM_PATH}, but there is no such file.`)
  process.exit(1)
}

/** @param {string} command @param {string[]} args */
function run(command, args) {
  return (
    spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
      .status === 0
  )
}

if (!findChromium()) {
  const mayInstall =
    process.platform === 'linux' && process.getuid?.() === 0 && run('apt-get', ['update', '-qq'])
  if (mayInstall) run('apt-get', ['install', '-y', '-qq', 'chromium'])
  if (!findChromium()) run('npx', ['--no-install', 'playwright', 'install', 'chromium'])
}

const found = findChromium()
if (!found) {
  console.error(
    'No Chromium found: install Chromium or Chrome, or name one with CHROMIUM_PATH=/path/to/chrome npm test',
  )
  process.exit(1)
}
console.log(`Chromium: ${found}`)
