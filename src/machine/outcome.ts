/** A promise for whoever asked for it: settling one that nobody waits for does nothing, so nothing goes unhandled. */
export interface Outcome<T> {
  /** The promise of what is running; the same one until it settles. */
  join(): Promise<T>
  resolve(value: T): void
  reject(reason: Error): void
}

interface Open<T> {
  promise: Promise<T>
  resolve(value: T): void
  reject(reason: Error): void
}

export function createOutcome<T>(): Outcome<T> {
  let open: Open<T> | null = null

  function join(): Promise<T> {
    if (open === null) {
      let resolve: Open<T>['resolve'] = () => undefined
      let reject: Open<T>['reject'] = () => undefined
      const promise = new Promise<T>((onResolve, onReject) => {
        resolve = onResolve
        reject = onReject
      })
      open = { promise, resolve, reject }
    }
    return open.promise
  }
  function take(): Open<T> | null {
    const taken = open
    open = null
    return taken
  }
  return {
    join,
    resolve: (value) => take()?.resolve(value),
    reject: (reason) => take()?.reject(reason),
  }
}
