import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface LoopbackServer {
  port: number
  /** Ends at once, open keep-alive connections too. */
  close(): Promise<void>
}

/** What says that this machine has no IPv6, or not on loopback. */
const NO_SUCH_ADDRESS = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'])

export const errorCode = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined

/** Listens on 127.0.0.1 alone: never reachable from another machine. Port 0 takes any free one. */
export async function listenOnIpv4(listener: RequestListener, port: number): Promise<LoopbackServer> {
  const server = await listen(listener, '127.0.0.1', port)
  return { port: (server.address() as AddressInfo).port, close: () => close(server) }
}

/** Listens where browsers look for `localhost`: 127.0.0.1, and ::1 where there is one. */
export async function listenOnLocalhost(listener: RequestListener, port: number): Promise<LoopbackServer> {
  const ipv4 = await listenOnIpv4(listener, port)
  try {
    const ipv6 = await listen(listener, '::1', ipv4.port)
    return { port: ipv4.port, close: async () => void (await Promise.all([ipv4.close(), close(ipv6)])) }
  } catch (error) {
    if (NO_SUCH_ADDRESS.has(String(errorCode(error)))) return ipv4
    await ipv4.close()
    throw error
  }
}

function listen(listener: RequestListener, host: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(listener)
    // Where a connection breaks that was used before, Chromium sends the request again by itself, a POST too: a fault that
    // drops connections would be met more often than a page calls.
    server.maxRequestsPerSocket = 1
    server.once('error', reject)
    server.listen({ host, port }, () => {
      server.off('error', reject)
      resolve(server)
    })
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
