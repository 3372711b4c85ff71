import { readFileSync } from 'node:fs'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { normalizeError } from '../../src/errors/normalize.js'
import { deviceFlow } from '../../src/systems/device-flow.js'
import { type AnswerRow, AUTHSEC_ANSWERS, PROVIDER_ANSWERS } from '../../stories/docs-blocks/answers.js'
import { DEVICE_ANSWERS } from '../../stories/docs-blocks/device-answers.js'
import { MembersTable } from '../../stories/docs-blocks/members-table.js'
import { createBackEnd } from '../support/auth-back-end.js'
import { authsecAnswering } from '../support/authsec-answering.js'
import { startedFlow } from '../support/started-flow.js'

const about = ({ call, status, body, ...row }: AnswerRow<string>) => ({
  ...row,
  call,
  status,
  body,
  name: `${call}: ${status} ${JSON.stringify(body)}`,
})

describe('the page of AuthSec tells the truth', () => {
  it.each(AUTHSEC_ANSWERS.map(about))('$name gives $gives', async ({ call, status, body, gives }) => {
    const system = authsecAnswering({ status, body })
    const calls = {
      start: async () => ((await system.start()).authReqId === '…' ? 'accepted' : ''),
      poll: async () => (await system.poll()).type,
      code: async () => ((await system.enter()).tokens === undefined ? '' : 'approved'),
    }
    const read = await calls[call as keyof typeof calls]().catch(
      (error: unknown) => normalizeError(error).kind,
    )
    expect(read).toBe(gives)
  })
})

describe('the page of standard servers tells the truth', () => {
  const answer = ({ status, body }: Pick<AnswerRow<string>, 'status' | 'body'>) =>
    typeof body === 'string' ? new Response(body, { status }) : Response.json(body, { status })
  const kindOf = (status: number, body: object, phase: 'initiate' | 'poll') =>
    normalizeError({ status, body }, { phase }).kind

  it.each(PROVIDER_ANSWERS.map(about))('$name gives $gives', async ({ call, gives, ...row }) => {
    if (call === 'backchannel') {
      const { browser, provider } = createBackEnd()
      provider.onPush = () => answer(row)
      const { status, body } = await browser.start()
      expect(status === 200 ? 'accepted' : kindOf(status, body, 'initiate')).toBe(gives)
      return
    }
    const { browser, provider, flow } = await startedFlow()
    provider.onToken = () => answer(row)
    const { status, body } = await browser.poll(flow)
    expect(status === 200 ? body.status : kindOf(status, body, 'poll')).toBe(gives)
  })
})

describe('the page of the device flow tells the truth', () => {
  it.each(DEVICE_ANSWERS.map(about))('$name gives $gives', async ({ call, status, body, gives }) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const system = deviceFlow({
      clientId: 'tv',
      deviceAuthorizationUrl: '/device',
      tokenUrl: '/token',
      fetch: async () => new Response(text, { status }),
    })
    const context = { signal: new AbortController().signal, requestId: 'r', idempotencyKey: 'k' }
    const asked =
      call === 'device'
        ? system.initiate({ loginHint: '', bindingMessage: '' }, context).then(() => 'accepted')
        : system.poll('…', context).then(({ type }) => type)
    expect(await asked.catch((error: unknown) => normalizeError(error).kind)).toBe(gives)
  })
})

describe('a table of options', () => {
  const FILES = {
    AuthOsOptions: 'src/systems/authos.ts',
    AuthSecOptions: 'src/systems/authsec.ts',
    BiidOptions: 'src/systems/biid.ts',
    ChordianOptions: 'src/systems/chordian.ts',
    CommonHandlers: 'src/systems/common-handlers.ts',
    NexlaOptions: 'src/systems/nexla.ts',
    SystemLinks: 'src/session/api-system.ts',
    BffOptions: 'src/systems/bff.ts',
    DeviceFlowOptions: 'src/systems/device-flow.ts',
    AuthHandlerOptions: 'src/server/options.ts',
    TotpLimits: 'src/server/options.ts',
    FlowSettings: 'src/machine/settings.ts',
  } as const

  function namesIn(path: string, name: string): string[] {
    const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022)
    const found = file.statements.find((node) => ts.isInterfaceDeclaration(node) && node.name.text === name)
    if (found === undefined || !ts.isInterfaceDeclaration(found)) throw new Error(`no ${name} in ${path}`)
    return found.members.map((member) =>
      member.name && ts.isIdentifier(member.name) ? member.name.text : '?',
    )
  }

  it.each(Object.keys(FILES) as (keyof typeof FILES)[])('has every member of %s, with its words', (name) => {
    const markup = renderToStaticMarkup(createElement(MembersTable, { of: name }))
    const rows = markup.split('<tr').slice(2)
    for (const member of namesIn(FILES[name], name)) {
      const row = rows.find((text) => text.includes(`<code>${member}`))
      expect(row, member).toBeDefined()
      // What it does is said, not left out.
      expect(row, member).not.toContain('<div>–</div>')
    }
  })
})
