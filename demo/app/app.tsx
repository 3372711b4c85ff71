import { AuthErrorBanner, bff, type SessionUser, useSession } from 'react-ciba'
import { Accounts } from './accounts.js'
import { Loading, Page, SignedIn } from './page.js'
import { SignIn } from './sign-in.js'
import { authFetch, useApi } from './use-api.js'

const system = bff({ baseUrl: '/auth' })
const nameOf = (user: SessionUser) => user.name ?? user.sub

/** Signs in with a standard CIBA server, through the back end that keeps its tokens, and uses an API of its own. */
export function App() {
  const session = useSession(system)
  const { isReady, hasEnded } = useApi(session.data)
  const user = session.data?.user
  return (
    <Page signedIn={session.data === undefined ? undefined : user !== undefined} hasEnded={hasEnded}>
      {user ? (
        <>
          <SignedIn who={nameOf(user)} onSignOut={() => session.signOut()} />
          {isReady ? <Accounts authFetch={authFetch} /> : <Loading />}
        </>
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
