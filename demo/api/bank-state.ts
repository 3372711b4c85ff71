/** What `GET /api/accounts` answers. */
export interface BankState {
  /** Epoch ms. */
  at: number
  accounts: { name: string; cents: number }[]
  /** The latest, newest first. */
  moves: Move[]
}

/** Money that went from the first account to the second. */
export interface Move {
  id: string
  cents: number
  /** Epoch ms. */
  at: number
}
