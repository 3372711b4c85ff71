import { randomUUID } from 'node:crypto'
import type { BankState, Move } from './bank-state.js'

const MOST_SHOWN = 3

export interface Bank {
  state(): BankState
  /** Undefined where there is not that much to move. */
  move(cents: number): Move | undefined
}

/** Two accounts of one person. Who moves twice has moved twice. */
export function createBank(): Bank {
  const current = { name: 'Current account', cents: 248_350 }
  const savings = { name: 'Savings', cents: 1_012_000 }
  const moves: Move[] = []
  return {
    state: () => ({ at: Date.now(), accounts: [current, savings], moves: moves.slice(0, MOST_SHOWN) }),
    move(cents) {
      if (cents > current.cents) return undefined
      current.cents -= cents
      savings.cents += cents
      const done = { id: randomUUID(), cents, at: Date.now() }
      moves.unshift(done)
      return done
    },
  }
}
