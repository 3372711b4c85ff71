/** `node side-by-side.mjs '<command>' …`: runs them at the same time; fails where one fails, once all have said what they have to. */
import { spawn } from 'node:child_process'

const codes = await Promise.all(
  process.argv.slice(2).map(
    (command) =>
      new Promise((resolve) => {
        const child = spawn(command, { shell: true, stdio: 'inherit' })
        child.once('error', () => resolve(1))
        child.once('exit', (code) => resolve(code ?? 1))
      }),
  ),
)
process.exitCode = Math.max(0, ...codes)
