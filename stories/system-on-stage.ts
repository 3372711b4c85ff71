import {
  type ApiSystem,
  type AuthError,
  authos,
  biid,
  chordian,
  createAuthFetch,
  createAuthSession,
  createRecovery,
  nexla,
  type SystemLinks,
} from 'react-ciba/core'
import {
  type AuthOsFailure,
  type BiidFailure,
  type ChordianFailure,
  createAuthOsServer,
  createBiidServer,
  createChordianServer,
  createMovedClock,
  createNexlaServer,
  type MovedClock,
  type NexlaFailure,
  type ScriptedApi,
} from 'react-ciba/testing'

/** What the app shows beside the banner: a sentence, and what it leads to. */
export interface Prompt {
  text: string
  action: string
}

/** One failure of one system, and where one is then. */
export interface SystemMoment {
  error: AuthError
  prompt: Prompt | null
  links: SystemLinks
  /** It stands where the call failed. */
  clock: MovedClock
}

export type Failing =
  | { of: 'authos'; failure: AuthOsFailure; headers?: Record<string, string> }
  | { of: 'chordian'; failure: ChordianFailure }
  | { of: 'nexla'; failure: NexlaFailure; times?: number }
  | { of: 'biid'; failure: BiidFailure }

const API = 'https://api.example.com'
const LINKS = { statusPageUrl: 'https://status.example.com', supportUrl: 'https://support.example.com' }

type Show = (text: string, action: string) => void
type Fetch = typeof fetch

/** Each set up as an app would, with prompts for what it can do. */
const SYSTEMS: Record<Failing['of'], (fetch: Fetch, show: Show) => ApiSystem> = {
  authos: (fetch, show) =>
    authos({
      ...LINKS,
      fetch,
      baseUrl: API,
      onOrganizationSuspended: () => show('Acme is suspended until its invoice is paid.', 'Ask the owner'),
      onLimitReached: () => show('The Team plan has room for ten more people.', 'See plans'),
      onInvitationExpired: () => show('Dana can invite you again.', 'Ask for an invitation'),
      onApiKeyRefused: () => show('The key of this integration was revoked.', 'Open settings'),
      onNotRecorded: () => show('The member was removed.', 'Back to the team'),
    }),
  chordian: (fetch, show) =>
    chordian({
      ...LINKS,
      fetch,
      baseUrl: API,
      docsUrl: 'https://docs.example.com',
      onSessionExpired: () => show('You were signed out. What you wrote is still here.', 'Sign in'),
    }),
  nexla: (fetch, show) =>
    nexla({
      ...LINKS,
      fetch,
      tokenUrl: `${API}/token`,
      helpBaseUrl: 'https://www.example.com/help',
      onServiceKeyRefused: () => show('The service key of this workspace was revoked.', 'Open settings'),
    }),
  biid: (fetch, show) =>
    biid({
      ...LINKS,
      fetch,
      baseUrl: `${API}/api/biid`,
      onUserStep: (step, _error, { again }) => show(`Next: ${step}${again ? ', once again' : ''}.`, 'Go on'),
      onClientTooOld: () => show('Version 4 is there.', 'Update'),
      onProcessFailed: (process) => show(`The ${process ?? 'process'} did not finish.`, 'Begin anew'),
    }),
}

const SERVERS = {
  authos: createAuthOsServer,
  chordian: createChordianServer,
  nexla: createNexlaServer,
  biid: createBiidServer,
} satisfies Record<Failing['of'], (options: { clock: ReturnType<typeof createMovedClock> }) => ScriptedApi>

/** Makes the call that fails, and does what its error asks for. */
export async function momentOf(failing: Failing): Promise<SystemMoment> {
  const clock = createMovedClock()
  const server: ScriptedApi = SERVERS[failing.of]({ clock })
  const fetch: Fetch = (input, init) => {
    const request = new Request(input, init)
    // What the app's back end adds.
    if (request.url === `${API}/token`) request.headers.set('authorization', 'Basic service-key')
    return server.handle(request)
  }
  let prompt: Prompt | null = null
  const system = SYSTEMS[failing.of](fetch, (text, action) => (prompt = { text, action }))
  const session = createAuthSession({ refresh: system.refresh, clock, name: `story-${crypto.randomUUID()}` })
  await session.signIn({ accessToken: 'of-a-sign-in' })
  server.fail(failing.failure, 'times' in failing ? failing.times : 1)
  const authFetch = createAuthFetch({ session, system, clock, fetch, origins: [API] })
  const headers = 'headers' in failing ? failing.headers : {}
  try {
    await authFetch(`${API}/api/biid/x`, { headers })
  } catch (thrown) {
    const error = thrown as AuthError
    const recovering = createRecovery({ session, system, clock }).recover(error)
    // Where what helps is to wait.
    await clock.advance(31_000)
    await recovering
    return { error, prompt, links: system.links, clock: createMovedClock(error.occurredAt) }
  } finally {
    session.dispose()
  }
  throw new Error(`${failing.failure} did not fail`)
}
