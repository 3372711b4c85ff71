import type { RequestListener, ServerResponse } from 'node:http'
import type { BackchannelAuthenticationRequest } from 'oidc-provider'
import { applyFault, createFaultPlan, type Fault, type FaultPlan } from 'react-ciba/testing'
import { AccessDenied } from 'oidc-provider/lib/helpers/errors.js'
import { Provider } from 'oidc-provider/lib/provider.js'
import { createDeviceCodes } from './device-codes.js'
import { type LoopbackServer, listenOnIpv4 } from './loopback.js'
import { createPromptList, type Prompt } from './prompts.js'
import { type ProviderOptions, providerConfiguration } from './provider-configuration.js'

/** A real OpenID provider on loopback, and the phone's side of it. */
export interface DemoProvider {
  readonly issuer: string
  /** Prompts sent to the phone, which is requests accepted. */
  readonly pushes: number
  /** The requests that can still be answered, newest first. */
  pending(): Prompt[]
  /** False where there is no such request any more. */
  approve(id: string): Promise<boolean>
  deny(id: string): Promise<boolean>
  /** A code from another screen was entered on the phone; false where no sign-in waits for it. */
  enter(userCode: string): Promise<boolean>
  /** What goes wrong with the next polls. */
  readonly faults: FaultPlan
  /** Nothing answers from now on; what is in memory stays. */
  stop(): Promise<void>
  /** Answers again, on the same port. */
  start(): Promise<void>
}

export interface StartOptions extends ProviderOptions {
  /** Any free port by default. */
  port?: number
  /** Seconds between polls that the acknowledgement asks for. */
  intervalS: number
}

export async function startProvider(options: StartOptions): Promise<DemoProvider> {
  const prompts = createPromptList()
  // The issuer's name holds the port, so something must listen before there is a provider.
  let listener: RequestListener = (_request, response) => void response.writeHead(503).end()
  const open = (port: number) => listenOnIpv4((request, response) => listener(request, response), port)
  let server: LoopbackServer | null = await open(options.port ?? 0)
  const { port } = server
  const issuer = `http://127.0.0.1:${port}`

  const provider = new Provider(issuer, await providerConfiguration(options, push))
  // Koa would print each failure to the console.
  provider.silent = true
  provider.use(async (ctx, next) => {
    await next()
    // oidc-provider leaves `interval` out, which would mean 5 seconds [CIBA Core 7.3, RFC 8628 3.2].
    if (isAcknowledgement(ctx.body)) ctx.body = { ...ctx.body, interval: options.intervalS }
  })
  const codes = createDeviceCodes(provider, options.users[0])
  const answer = provider.callback()
  const faults = createFaultPlan()
  listener = (request, response) => {
    const fault = request.url === '/token' ? faults.take() : undefined
    if (fault === undefined) void answer(request, response)
    else void fail(fault, response)
  }

  function push(request: BackchannelAuthenticationRequest): void {
    const user = options.users.find(({ sub }) => sub === request.accountId)
    prompts.add(
      {
        user: user?.name ?? '',
        bindingMessage: String(request.params?.['binding_message'] ?? ''),
        expiresAt: Date.now() + request.expiration * 1000,
      },
      request.jti,
    )
  }

  async function grant(authReqId: string): Promise<void> {
    const request = await provider.BackchannelAuthenticationRequest.find(authReqId)
    if (!request?.accountId || !request.clientId) throw new Error('The request has gone from the store.')
    const given = new provider.Grant({ accountId: request.accountId, clientId: request.clientId })
    given.addOIDCScope(request.scope ?? 'openid')
    await given.save()
    await provider.backchannelResult(request, given, { authTime: Math.floor(Date.now() / 1000) })
  }

  return {
    issuer,
    get pushes() {
      return prompts.count
    },
    faults,
    pending: () => [...codes.pending(), ...prompts.open()],
    enter: codes.enter,
    async approve(id) {
      const authReqId = prompts.take(id)
      if (authReqId === undefined) return codes.answer(id, 'approve')
      await grant(authReqId)
      return true
    },
    async deny(id) {
      const authReqId = prompts.take(id)
      if (authReqId === undefined) return codes.answer(id, 'deny')
      await provider.backchannelResult(authReqId, new AccessDenied('The person said no.'))
      return true
    },
    async stop() {
      const closing = server
      server = null
      await closing?.close()
    },
    async start() {
      server ??= await open(port)
    },
  }
}

async function fail(fault: Fault, response: ServerResponse): Promise<void> {
  const answer = applyFault(fault)
  if (answer === 'drop') response.destroy()
  if (!(answer instanceof Response)) return
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text())
}

const isAcknowledgement = (body: unknown): body is object =>
  typeof body === 'object' && body !== null && ('auth_req_id' in body || 'device_code' in body)
