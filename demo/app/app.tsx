import { AuthErrorBanner, bff, type SessionUser, useSession } from 'react-ciba'
import { Loading, Page, SignedIn } from './page.js'
import { SignIn } from './sign-in.js'

const system = bff({ baseUrl: '/auth' })
const nameOf = (user: SessionUser) => user.name ?? user.sub

/** Signs in with a standard CIBA server, through the back end that keeps the tokens. */
export function App() {
  const session = useSession(system)
  const user = session.data?.user
  return (
    <Page signedIn={session.data === undefined ? undefined : user !== undefined}>
      {user ? (
        <SignedIn who={nameOf(user)} onSignOut={() => session.signOut()} />
      ) : session.error ? (
        <AuthErrorBanner error={session.error} onRetry={() => void session.refetch()} />
      ) : session.data === undefined ? (
        <Loading />
      ) : (
        <SignIn client={system} />
      )}
    </Page>
  )
}
