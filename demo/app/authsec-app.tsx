import { useState } from 'react'
import { authsec, type TokenSet } from 'react-ciba'
import { Page, SignedIn } from './page.js'
import { LOGIN_HINT, SignIn } from './sign-in.js'

const system = authsec({ clientId: 'acme', baseUrl: '/authsec/api', resume: 'session' })

/** Signs in with AuthSec, which hands the tokens to the page: here they stay in memory, and a reload forgets them. */
export function AuthSecApp() {
  const [tokens, setTokens] = useState<TokenSet | null>(null)
  return (
    <Page signedIn={tokens !== null}>
      {tokens ? (
        <SignedIn who={LOGIN_HINT} onSignOut={() => setTokens(null)} />
      ) : (
        <SignIn client={system} onApproved={(approval) => setTokens(approval.tokens ?? null)} />
      )}
    </Page>
  )
}
