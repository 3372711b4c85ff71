import { AuthErrorBanner, bff, CibaProvider, CibaSignIn, type SessionUser, useSession } from 'react-ciba'
import { useHeadingFocus } from './use-heading-focus.js'
import { useSettings } from './use-settings.js'

const system = bff({ baseUrl: '/auth' })
const nameOf = (user: SessionUser) => user.name ?? user.sub

/** A made-up bank: its sign-in, and one line for whoever is signed in. */
export function App() {
  const session = useSession(system)
  const user = session.data?.user
  const heading = useHeadingFocus(session.data === undefined ? undefined : user !== undefined)
  return (
    <div className="page">
      <header className="page-top">
        <p className="brand">
          <svg viewBox="0 0 32 32" aria-hidden="true">
            <rect width="32" height="32" rx="9" />
            <path d="M8.5 23 16 8.5 23.5 23M11.6 17.8h8.8" />
          </svg>
          Acme
        </p>
        <a className="quiet-link" href="/phone" target="_blank" rel="noopener">
          Open the phone in another tab
        </a>
      </header>
      <main className="page-main">
        <div className="page-title">
          <h1 ref={heading} tabIndex={-1}>
            {user ? 'Welcome back' : 'Welcome to Acme'}
          </h1>
          <p>{user ? 'You are signed in to Acme.' : 'Sign in with your phone. No password.'}</p>
        </div>
        {user ? (
          <div className="card signed-in">
            <span className="avatar" aria-hidden="true">
              {nameOf(user).slice(0, 1)}
            </span>
            <p>Signed in as {nameOf(user)}</p>
            <button type="button" className="button" onClick={() => session.signOut()}>
              Sign out
            </button>
          </div>
        ) : session.error ? (
          <AuthErrorBanner error={session.error} onRetry={() => void session.refetch()} />
        ) : session.data === undefined ? (
          <Loading />
        ) : (
          <SignIn />
        )}
      </main>
    </div>
  )
}

function SignIn() {
  const settings = useSettings()
  if (settings.error) {
    return <AuthErrorBanner error={settings.error} onRetry={() => void settings.refetch()} />
  }
  if (settings.data === undefined) return <Loading />
  return (
    <CibaProvider client={system} {...settings.data}>
      <div className="card">
        <CibaSignIn defaultLoginHint="dana@example.com" appName="Acme" />
      </div>
    </CibaProvider>
  )
}

const Loading = () => (
  <p className="quiet centred" role="status">
    Loading…
  </p>
)
