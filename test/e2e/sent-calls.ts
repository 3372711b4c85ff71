import type { Page } from 'playwright-core'

/** A call that the page made. */
export interface SentCall {
  /** Epoch ms, by the page's clock. */
  at: number
  method: string
  path: string
  /** Its `X-Request-ID`. */
  requestId: string | null
  sent: string
  /** Null where the connection broke. */
  status: number | null
  type: string | null
  body: string
}

/** Runs in the page. Repeats are spread by nothing here: how far they are is another test's. */
function noteCalls() {
  const calls: SentCall[] = []
  Object.assign(window, { sentCalls: calls })
  Math.random = () => 0
  const { fetch } = window
  window.fetch = async (input, init) => {
    const at = Date.now()
    const request = new Request(input instanceof Request ? input.clone() : input, init)
    const { method, headers, url } = request
    const { pathname: path } = new URL(url)
    const requestId = headers.get('x-request-id')
    const call: SentCall = { at, method, path, requestId, sent: '', status: null, type: null, body: '' }
    calls.push(call)
    call.sent = await request.text()
    const answer = await fetch(input, init)
    call.body = await answer.clone().text()
    call.status = answer.status
    call.type = answer.headers.get('content-type')
    return answer
  }
}

/** To be asked for before the page is opened. */
export const noteSentCalls = (page: Page) => page.addInitScript(noteCalls)

/** What was sent to a system since this was last asked, in order. */
export const sentCalls = async (page: Page): Promise<SentCall[]> => {
  const calls = await page.evaluate(() =>
    (window as unknown as { sentCalls: SentCall[] }).sentCalls.splice(0),
  )
  return calls.filter(({ path }) => /^\/systems\/\w+\/(api|token)/.test(path))
}
