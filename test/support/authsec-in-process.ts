import type { Clock } from '../../src/http/clock.js'
import { authsec, type AuthSecOptions } from '../../src/systems/authsec.js'
import { type AuthSecServerOptions, createAuthSecServer } from '../../src/testing.js'

/** AuthSec and its client in one process: no network, but all that is between them. */
export function createAuthSecInProcess(
  { clientId, resume }: Pick<AuthSecOptions, 'clientId' | 'resume'> = {},
  options: Omit<AuthSecServerOptions, 'clock'> & { clock?: Clock } = {},
) {
  const server = createAuthSecServer(options)
  /** As a newly loaded page makes it. */
  const createClient = () =>
    authsec({
      baseUrl: 'https://authsec.example/uflow/auth',
      fetch: (input, init) => server.handle(new Request(input, init)),
      ...(clientId !== undefined && { clientId }),
      ...(resume !== undefined && { resume }),
      ...(options.clock && { clock: options.clock }),
    })
  const count = (operation: string) => server.calls.filter((call) => call.operation === operation).length
  return { server, createClient, count }
}
