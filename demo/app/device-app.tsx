import { useState } from 'react'
import { deviceFlow, type TokenSet } from 'react-ciba'
import { QrCode } from 'react-ciba/qr'
import { Page, SignedIn } from './page.js'
import { SignIn } from './sign-in.js'

const system = deviceFlow({
  clientId: 'acme-device',
  deviceAuthorizationUrl: '/device/api/authorize',
  tokenUrl: '/device/api/token',
  scope: 'openid',
})
const slots = { QrCode }

/** Who signed in. The token came from the provider itself, so that the page need not check who signed it. */
function nameIn({ idToken = '' }: TokenSet): string {
  const [, claims = ''] = idToken.split('.')
  const json: unknown = JSON.parse(atob(claims.replaceAll('-', '+').replaceAll('_', '/')))
  return json !== null && typeof json === 'object' && 'name' in json ? String(json.name) : 'you'
}

/** Signs in with a code that is entered on the phone. The tokens stay in memory, and a reload forgets them. */
export function DeviceApp() {
  const [tokens, setTokens] = useState<TokenSet | null>(null)
  return (
    <Page signedIn={tokens !== null}>
      {tokens ? (
        <SignedIn who={nameIn(tokens)} onSignOut={() => setTokens(null)} />
      ) : (
        <SignIn client={system} slots={slots} onApproved={(approval) => setTokens(approval.tokens ?? null)} />
      )}
    </Page>
  )
}
