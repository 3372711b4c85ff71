/** The text of a body of at most `maxBytes`, or `undefined` where it is longer; what is beyond is not read. */
export async function readLimited(
  message: Request | Response,
  maxBytes: number,
): Promise<string | undefined> {
  if (Number(message.headers.get('content-length') ?? 0) > maxBytes) return undefined
  if (message.body === null) return ''
  const decoder = new TextDecoder()
  const reader = message.body.getReader()
  let text = ''
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    size += value.byteLength
    if (size > maxBytes) {
      await reader.cancel()
      return undefined
    }
    text += decoder.decode(value, { stream: true })
  }
}
