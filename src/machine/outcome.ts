/** A promise for whoever asked for it: settling one that nobody waits for does nothing, so nothing goes unhandled. */
export interface Outcome<T> {
  /** The promise of what is running; the same one until it settles. */
  join(): Promise<T>
  resolve(value: T): void
  reject(reason: Error): void
}

export function createOutcome<T>(): Outcome<T> {
  let open: Promise<T> | null = null
  let settle: Pick<Outcome<T>, 'resolve' | 'reject'> | null = null

  function take() {
    const taken = settle
    open = settle = null
    return taken
  }
  return {
    join: () =>
      (open ??= new Promise((resolve, reject) => {
        settle = { resolve, reject }
      })),
    resolve: (value) => take()?.resolve(value),
    reject: (reason) => take()?.reject(reason),
  }
}
