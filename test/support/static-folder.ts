import { readFile } from 'node:fs/promises'
import { createServer, type OutgoingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

export interface StaticFolder {
  url: string
  close(): Promise<void>
}

/** Serves a folder on loopback, with these headers on every answer; `pages` stand beside its files. */
export async function serveFolder(
  folder: string,
  headers: OutgoingHttpHeaders = {},
  pages: ReadonlyMap<string, string> = new Map(),
): Promise<StaticFolder> {
  const server = createServer(({ url = '/' }, response) => {
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname)
    const page = pages.get(path)
    const body = page === undefined ? readFile(join(folder, normalize(path))) : Promise.resolve(page)
    body.then(
      (content) => {
        const type = page === undefined ? TYPES[extname(path)] : TYPES['.html']
        response.writeHead(200, { 'content-type': type ?? 'application/octet-stream', ...headers })
        response.end(content)
      },
      () => response.writeHead(404, headers).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
