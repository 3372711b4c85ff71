import { getRequestListener } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { listenOnIpv4 } from '../../demo/loopback.js'
import { answerFaulty, type Fault } from '../../src/testing.js'

/** A Web `Request` → `Response` function on 127.0.0.1, over real HTTP. Where it rejects, the connection breaks. */
export async function startHttpListener(handle: (request: Request) => Promise<Response>) {
  const urls: string[] = []
  const faults: Fault[] = []
  const listener = getRequestListener(
    async (request, { outgoing }) => {
      urls.push(request.url)
      const fault = faults.shift()
      try {
        return await (fault === undefined ? handle(request) : answerFaulty(fault, request.signal))
      } catch {
        outgoing.destroy()
        return RESPONSE_ALREADY_SENT
      }
    },
    { overrideGlobalObjects: false },
  )
  const server = await listenOnIpv4((request, response) => void listener(request, response), 0)
  return {
    origin: `http://127.0.0.1:${server.port}`,
    /** Addresses that were asked, in order. */
    urls,
    /** Answers the next request with a fault. */
    failNext: (fault: Fault) => void faults.push(fault),
    close: () => server.close(),
  }
}
