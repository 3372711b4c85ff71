import type { ReactNode } from 'react'
import { useHeadingFocus } from './use-heading-focus.js'

interface PageProps {
  /** Undefined as long as nobody knows. */
  signedIn: boolean | undefined
  /** The server ended the session of whoever was signed in. */
  hasEnded?: boolean
  children: ReactNode
}

const WORDS = {
  in: ['Welcome back', 'You are signed in to Acme.'],
  out: ['Welcome to Acme', 'Sign in with your phone. No password.'],
  ended: ['Your session has ended', 'Sign in again to go on.'],
} as const

/** A made-up bank: its name, the ways to the other pages, one column. */
export function Page({ signedIn, hasEnded = false, children }: PageProps) {
  const heading = useHeadingFocus(signedIn)
  const [title, explanation] = WORDS[signedIn ? 'in' : hasEnded ? 'ended' : 'out']
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
        <nav className="page-links" aria-label="Demo">
          <a className="quiet-link" href="/phone" target="_blank" rel="noopener">
            Open the phone in another tab
          </a>
          <a className="quiet-link" href="/faults" target="_blank" rel="noopener">
            Make something fail
          </a>
          <a className="quiet-link" href="/systems/authos" target="_blank" rel="noopener">
            Other systems
          </a>
        </nav>
      </header>
      <main className="page-main">
        <div className="page-title">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          <p>{explanation}</p>
        </div>
        {children}
      </main>
    </div>
  )
}

interface SignedInProps {
  who: string
  onSignOut: () => void
}

export function SignedIn({ who, onSignOut }: SignedInProps) {
  return (
    <div className="card signed-in">
      <span className="avatar" aria-hidden="true">
        {who.slice(0, 1)}
      </span>
      <p>
        <span className="nowrap">Signed in as</span> <strong>{who}</strong>
      </p>
      <button type="button" className="button small" onClick={onSignOut}>
        Sign out
      </button>
    </div>
  )
}

export const Loading = () => (
  <p className="quiet centred" role="status">
    Loading…
  </p>
)
