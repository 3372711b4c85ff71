import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'

const started: ChildProcess[] = []
afterEach(() => {
  for (const child of started.splice(0)) if (child.exitCode === null) child.kill('SIGKILL')
})

function run(env: Record<string, string>) {
  const child = spawn('npm', ['--silent', 'run', 'demo'], { env: { ...process.env, ...env }, detached: true })
  started.push(child)
  let output = ''
  const lines = (chunk: Buffer) => {
    output += chunk.toString()
  }
  child.stdout.on('data', lines)
  child.stderr.on('data', lines)
  const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)))
  const says = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => output.includes(text) && resolve()
      child.stdout.on('data', look)
      child.stderr.on('data', look)
      void ended.then(() => reject(new Error(`ended before it said "${text}": ${output}`)))
    })
  return { child, ended, says, output: () => output }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

describe('npm run demo', () => {
  it('says one line when everything answers, and ends with Ctrl-C', async () => {
    const port = await freePort()
    const demo = run({ PORT: String(port) })
    await demo.says('Demo ready')
    for (const path of ['/', '/phone', '/auth/session'])
      expect((await fetch(`http://localhost:${port}${path}`)).status).toBe(200)
    // A terminal sends Ctrl-C to the whole process group.
    process.kill(-(demo.child.pid ?? 0), 'SIGINT')
    await demo.ended
    expect(demo.output().trim()).toBe(`Demo ready at http://localhost:${port}`)
    await expect(fetch(`http://localhost:${port}/`)).rejects.toThrow()
  })

  it('says what to do about a taken port', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const address = taken.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const demo = run({ PORT: String(port) })
    expect(await demo.ended).toBe(1)
    expect(demo.output()).toContain(`Port ${port} is taken`)
    await new Promise((resolve) => taken.close(resolve))
  })
})
