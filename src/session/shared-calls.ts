interface SharedCall {
  result: Promise<boolean>
  end: AbortController
  askers: number
}

/**
 * One call for all who ask for the same meanwhile. Each gives up by its own signal, and gets false at once; when the last
 * of them does, the call is ended too.
 */
export function createSharedCalls<Key>() {
  const calls = new Map<Key, SharedCall>()

  return (key: Key, signal: AbortSignal, begin: (signal: AbortSignal) => Promise<boolean>) => {
    const end = new AbortController()
    const call = calls.get(key) ?? { result: begin(end.signal), end, askers: 0 }
    calls.set(key, call)
    const forget = () => void (calls.get(key) === call && calls.delete(key))
    call.askers += 1
    return new Promise<boolean>((resolve) => {
      const giveUp = () => {
        call.askers -= 1
        resolve(false)
        if (call.askers > 0) return
        // Who asks from now on begins anew.
        forget()
        call.end.abort(signal.reason)
      }
      signal.addEventListener('abort', giveUp, { once: true })
      void call.result.then((result) => {
        forget()
        signal.removeEventListener('abort', giveUp)
        resolve(result)
      })
    })
  }
}
