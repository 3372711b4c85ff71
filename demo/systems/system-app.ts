import {
  type ApiSystem,
  authos,
  type AuthSession,
  biid,
  chordian,
  nexla,
  type TokenGrant,
} from 'react-ciba/core'
import { monitor } from './monitor.js'
import type { ApiName, Row } from './systems-state.js'

/** An app of one page, as far as a system is concerned. */
export interface SystemApp {
  system: ApiSystem
  /** What it calls. */
  path: string
  /** A sign-in that needs nobody; without it the back end knows whose page this is. */
  signIn?(): Promise<TokenGrant>
  /** What a row does in place of a call; undefined where it calls. */
  row?(row: Row): Promise<unknown> | undefined
}

export interface Page {
  /** Says what an app would do now. */
  tell(what: string): void
  /** Asks whoever sits before it. */
  ask(question: string): Promise<string>
  session(): AuthSession
}

const tokensFrom = async (url: string) => {
  const answer = await fetch(url, { method: 'POST' })
  if (!answer.ok) throw answer
  return (await answer.json()) as TokenGrant
}

/** Where people read more, whatever the system. */
export const LINKS = { statusPageUrl: 'https://status.example.com', supportUrl: 'mailto:help@example.com' }

/** Each system is set up by what things mean: no code of theirs is in here. */
export const APPS: Record<ApiName, (page: Page) => SystemApp> = {
  authos({ tell, session }) {
    const signIn = () => tokensFrom('/systems/authos/sign-in')
    const says = (what: string) => () => tell(what)
    const system = authos({
      ...LINKS,
      baseUrl: '/systems/authos',
      async onSignInNeeded() {
        await session().signIn(await signIn())
        tell('Sign in')
        return true
      },
      onAccessNeeded: says('Ask whoever owns this for access'),
      onOrganizationSuspended: says('A page that says: suspended'),
      onLimitReached: says('Plans with more room'),
      onInvitationExpired: says('Ask for a new invitation'),
      onApiKeyRefused: says('A note for whoever runs the app'),
      onNotRecorded: says('A note that it is done'),
      onDeviceCodeExpired: says('A new code for the device'),
    })
    return { system, path: '/systems/authos/api/teams', signIn }
  },

  chordian({ tell, ask, session }) {
    const signIn = () => system.signIn({ email: 'test@example.com', password: 'ValidPass123!' })
    const signsIn = (what: string) => async () => {
      tell(what)
      await session().signIn(await signIn())
      return true
    }
    const system = chordian({
      ...LINKS,
      baseUrl: '/systems/chordian',
      docsUrl: 'https://docs.example.com',
      onEvent: monitor.onEvent,
      onSignInNeeded: signsIn('Sign in'),
      onSessionExpired: signsIn('Say that the session has ended, and sign in'),
      onCaptcha: () => ask('To show that you are a person, type the word tangerine'),
    })
    return {
      system,
      path: '/systems/chordian/api/me',
      signIn,
      row: (row) => row.signIn && system.signIn(row.signIn),
    }
  },

  nexla({ tell, session }) {
    const system = nexla({
      ...LINKS,
      tokenUrl: '/systems/nexla/token',
      helpBaseUrl: 'https://www.example.com/help',
      async onSignInNeeded(_error, { signal }) {
        const call = { signal, requestId: crypto.randomUUID(), now: Date.now }
        await session().signIn(await system.refresh(undefined, call))
        tell('Sign in')
        return true
      },
      onAccessNeeded: () => tell('Ask whoever owns this for access'),
      onSupportNeeded: () => tell('The way to support'),
      onServiceKeyRefused: () => tell('A note for whoever runs the app'),
    })
    return { system, path: '/systems/nexla/api/data_flows' }
  },

  biid({ tell, session }) {
    const system = biid({
      ...LINKS,
      baseUrl: '/systems/biid/api',
      onEvent: monitor.onEvent,
      onUserStep: (step, _error, { again }) => tell(`The step: ${step}${again ? ', once again' : ''}`),
      async onInvalidToken(next, _error, { signal }) {
        if (next === 'retry') return tell('Nothing: the token has been renewed')
        const call = { signal, requestId: crypto.randomUUID(), now: Date.now }
        await session().signIn(await system.refresh(undefined, call))
        tell('Sign in')
        return true
      },
      onValidation: () => tell('The form, with what is wrong at its fields'),
      onClientTooOld: () => tell('A newer version'),
      onUnknownError: ({ requestId }) => tell(`The way to support, with the id ${requestId ?? ''}`),
      onProcessFailed: (process) => tell(`Back to ${process ?? 'the beginning'}`),
    })
    return { system, path: '/systems/biid/api/signatures' }
  },
}
