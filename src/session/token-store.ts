/** What lets a page call an API. Never logged, never part of an error or an event. */
export interface Tokens {
  accessToken: string
  /** Epoch ms; absent where the server did not say. */
  expiresAt?: number
  /** Epoch ms. */
  receivedAt: number
  /** Absent where it is an HttpOnly cookie, which is the better place. */
  refreshToken?: string
}

/**
 * Where tokens are kept. May be async. One that tabs share gives them one sign-in and one refresh, and lets any script on
 * the page read the tokens. `localStorage` is not enough for it: what one tab writes another may see a little later.
 */
export interface TokenStore {
  /** Tabs share what is in it: one that hears of a sign-out elsewhere finds it empty and leaves it alone. */
  shared?: boolean
  /** Told the session's name, before anything is read or written. */
  belongTo?(name: string): void
  get(): Tokens | null | Promise<Tokens | null>
  set(tokens: Tokens | null): void | Promise<void>
}

/** Forgets with the page, and is this page's alone. */
export function memoryTokenStore(): TokenStore {
  let held: Tokens | null = null
  return {
    get: () => held,
    set(tokens) {
      held = tokens
    },
  }
}
