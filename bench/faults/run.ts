import { setTimeout as sleep } from 'node:timers/promises'
import { type Attempt, type Client, type Ending, openidClient, reactCiba } from './clients.js'
import type { Violations } from './ledger.js'
import { type Moment, type Scenario, SCENARIOS } from './scenarios.js'
import { type FaultServer, startFaultServer, type Watched } from './server.js'

/** What one client did in one scenario. */
export interface Observed {
  ending: Ending
  polls: number
  violations: Violations
  /** From what decided (the tap, the end of the request's time, the cancel) to the result, in ms. */
  afterMs: number | null
  /** Tokens that the server issued and nobody revoked, though the sign-in did not come to an approval. */
  strayTokens: number
}

export interface Row {
  scenario: Scenario
  observed: Observed[]
}

export const CLIENTS: readonly Client[] = [reactCiba, openidClient]

/** Long enough for two more polls, by whoever does not stop. */
const WATCH_ON_MS = 2_500

/** Between two starts: all at once, they would keep each other's first polls waiting, in one process. */
const APART_MS = 200

/** Cancels an attempt when its moment comes, and remembers when that was. */
function canceller({ cancel }: Scenario) {
  let calledAt: number | null = null
  let attempt: Attempt | null = null
  const run = () => {
    calledAt = performance.now()
    attempt?.cancel()
  }
  return {
    calledAt: () => calledAt,
    of: (started: Attempt) => void (attempt = started),
    notice(moment: Moment) {
      if (cancel?.at !== moment) return
      if (cancel.afterMs === undefined) run()
      else setTimeout(run, cancel.afterMs)
    },
  }
}

function since({ word }: Ending, watched: Watched, cancelledAt: number | null): number | null {
  switch (word) {
    case 'approved':
    case 'denied':
      return watched.tapAt
    case 'expired':
      return watched.expiresAt
    case 'cancelled':
      return cancelledAt
    case 'failed':
      return null
  }
}

async function observe(client: Client, server: FaultServer, cancelling: ReturnType<typeof canceller>) {
  const attempt = await client.start(server.issuer)
  cancelling.of(attempt)
  const ending = await attempt.ending
  const settledAt = performance.now()
  const watched = server.requestOf(client.name)
  watched.ledger.end()
  await sleep(WATCH_ON_MS)
  await attempt.close()
  const start = since(ending, watched, cancelling.calledAt())
  return {
    ending,
    polls: watched.ledger.polls,
    violations: watched.ledger.violations,
    afterMs: start === null ? null : settledAt - start,
    strayTokens: ending.word === 'approved' ? 0 : watched.tokensIssued - watched.tokensRevoked,
  } satisfies Observed
}

/** Both clients at the same time against one server that treats them alike. */
async function runScenario(scenario: Scenario): Promise<Row> {
  const cancelling = new Map(CLIENTS.map(({ name }) => [name, canceller(scenario)]))
  const server = await startFaultServer(scenario, (loginHint, moment) =>
    cancelling.get(loginHint)?.notice(moment),
  )
  try {
    const observed = await Promise.all(
      CLIENTS.map((client) => observe(client, server, cancelling.get(client.name) ?? canceller(scenario))),
    )
    return { scenario, observed }
  } finally {
    await server.close()
  }
}

/** All scenarios side by side, each with a server of its own. */
export async function runAll(): Promise<Row[]> {
  // What is compiled and loaded only now would else be in the first figures.
  await runScenario({ name: 'warm-up', expected: 'approved', tap: { does: 'approve', afterMs: 0 } })
  return Promise.all(
    SCENARIOS.map(async (scenario, at) => {
      await sleep(at * APART_MS)
      return runScenario(scenario)
    }),
  )
}
