import { isRecord } from '../errors/wire.js'
import type { Clock } from '../http/clock.js'
import { newId } from '../http/ids.js'
import { answerFaulty, type Fault } from './faults.js'

/** What a call to a scripted API is for. */
export type ApiOperation = 'api' | 'refresh' | 'login' | 'state'

type Answer = Response | Fault
/** An answer, made when it is needed. @param now Epoch ms, by the server's clock. @param path Below the prefix. */
export type ScriptedAnswer = (now: number, path?: string) => Answer

/** One row of a system's guide: what goes wrong, and with which call one meets it. */
export interface ApiFailure {
  /** What happened, in plain words. */
  about: string
  /** The call to make; a GET without further headers by default. */
  method?: 'GET' | 'POST'
  headers?: Readonly<Record<string, string>>
  /** It is met by signing in with these, in place of a call. */
  signIn?: { email: string; password: string }
  /** The step of a sign-in at which it is met. */
  step?: 'start' | 'wait' | 'code'
  /** It is met by entering this code in place of an approval. */
  code?: string
  /** It is met by giving a sign-in up. */
  cancels?: boolean
}

export interface ScriptedFailure<Operation extends string = ApiOperation> extends ApiFailure {
  /** What the next calls get, in order. */
  answers: Partial<Record<Operation, ScriptedAnswer | readonly ScriptedAnswer[]>>
}

/** A call that reached the server. */
export interface ApiCall<Operation extends string = ApiOperation> {
  operation: Operation
  method: string
  path: string
  /** Epoch ms, by the server's clock. */
  at: number
  /** Null where the connection broke. */
  status: number | null
  /** The `X-Request-ID` that came with it, or null. */
  sentRequestId: string | null
}

/** An API in this process. `Name` is how its failures are named, `Operation` what its calls are for. */
export interface ScriptedApi<Name extends string = string, Operation extends string = ApiOperation> {
  /** Answers a request. Rejects for a connection that breaks: a Node listener destroys the socket then. */
  handle(request: Request): Promise<Response>
  /** Every failure that it can be asked for, by name. */
  readonly failures: Readonly<Record<Name, ApiFailure>>
  /** The next call meets this failure, `times` in a row (1); what was asked for before comes first. */
  fail(name: Name | Fault, times?: number): void
  /** Nothing is wrong any more. */
  mend(): void
  /** So far, in order. */
  readonly calls: readonly ApiCall<Operation>[]
}

interface ScriptedApiOptions<Name extends string, Operation extends string> {
  clock: Pick<Clock, 'now'>
  /** Where it is mounted; empty for the whole origin. */
  prefix: string
  failures: Readonly<Record<Name, ScriptedFailure<Operation>>>
  /** The operation that meets a {@link Fault} that was asked for by its name. */
  faulty: NoInfer<Operation>
  /** What a call is for, by its path below the prefix; undefined where there is nothing. */
  operationOf(path: string, method: string): Operation | undefined
  /** What it answers where nothing is planned. */
  answers: Partial<Record<Operation, (request: Request, path: string) => Answer | Promise<Answer>>>
}

/** The JSON object in a request; empty where there is none. */
export async function jsonOf(request: Request): Promise<Record<string, unknown>> {
  const body: unknown = await request.json().catch(() => null)
  return isRecord(body) ? body : {}
}

/** Routes, plans and notes; what is answered is each system's own. */
export function createScriptedApi<Name extends string, Operation extends string>(
  options: ScriptedApiOptions<Name, Operation>,
): ScriptedApi<Name, Operation> {
  const { clock, prefix, failures, faulty, operationOf, answers } = options
  const planned = new Map<Operation, ScriptedAnswer[]>()
  const calls: ApiCall<Operation>[] = []

  const plan = (operation: Operation, ...next: readonly ScriptedAnswer[]) =>
    planned.set(operation, [...(planned.get(operation) ?? []), ...next])

  async function answer(request: Request, operation: Operation, path: string): Promise<Response> {
    const next = planned.get(operation)?.shift()
    const given = next === undefined ? await answers[operation]?.(request, path) : next(clock.now(), path)
    return typeof given === 'string' ? answerFaulty(given, request.signal) : (given ?? notFound())
  }
  const notFound = () => new Response('Not found', { status: 404 })

  return {
    async handle(request) {
      const { pathname } = new URL(request.url)
      const { method } = request
      const path = pathname.startsWith(`${prefix}/`) ? pathname.slice(prefix.length) : ''
      const operation = operationOf(path, method)
      if (operation === undefined) return notFound()
      const sentRequestId = request.headers.get('x-request-id')
      const call: ApiCall<Operation> = {
        operation,
        method,
        path,
        at: clock.now(),
        status: null,
        sentRequestId,
      }
      calls.push(call)
      const response = await answer(request, operation, path)
      call.status = response.status
      response.headers.set('x-request-id', sentRequestId ?? newId())
      // What an answer says of time is said by this clock.
      response.headers.set('date', new Date(clock.now()).toUTCString())
      return response
    },
    failures,
    fail(name, times = 1) {
      const row = Object.hasOwn(failures, name) ? failures[name as Name] : undefined
      for (let left = times; left > 0; left--)
        if (row === undefined) plan(faulty, () => name as Fault)
        else
          for (const [operation, next] of Object.entries(row.answers) as [Operation, ScriptedAnswer][])
            plan(operation, ...[next].flat())
    },
    mend: () => planned.clear(),
    calls,
  }
}
