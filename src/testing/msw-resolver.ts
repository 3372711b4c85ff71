import type { ScriptedApi } from './scripted-api.js'

/** `HttpResponse` of msw, as far as it is needed. */
type MswResponse = new (body: ReadableStream<Uint8Array> | null, init: Response) => Response

/**
 * A scripted server as a resolver for msw, in Node: `http.all('https://api.example.com/*', mswResolver(server,
 * HttpResponse))`. A connection that breaks is a network error there too, and the cookies of the server come back to it:
 * msw keeps those of its own `HttpResponse` alone.
 */
export const mswResolver =
  (server: Pick<ScriptedApi, 'handle'>, HttpResponse: MswResponse) =>
  async ({ request }: { request: Request }): Promise<Response> => {
    const answer = await server.handle(request).catch(() => Response.error())
    return answer.type === 'error' ? answer : new HttpResponse(answer.body, answer)
  }
