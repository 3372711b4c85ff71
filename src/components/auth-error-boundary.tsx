'use client'
import { Component, type ContextType, type ErrorInfo, type ReactNode } from 'react'
import type { AuthError } from '../errors/auth-error.js'
import { normalizeError } from '../errors/normalize.js'
import { AnnouncerProvider } from '../react/announcer.js'
import { ClockContext } from '../react/clock-context.js'
import { AuthErrorBanner } from './auth-error-banner.js'
import type { AuthErrorBannerProps } from './banner-props.js'
import { actionsFor } from './recovery-actions.js'

export interface AuthErrorBoundaryProps
  extends Omit<AuthErrorBannerProps, 'error' | 'onRetry' | 'onStartOver' | 'onDismiss'> {
  children?: ReactNode
  /** Called before the tree is tried again, which it is also where this throws: undoes whatever must be undone. */
  onReset?: (() => void) | undefined
  /** When one of these changes, the tree is tried again by itself: the route, the record that is shown. */
  resetKeys?: readonly unknown[] | undefined
  /** Hears of each error, once. */
  onError?: ((error: AuthError, info: ErrorInfo) => void) | undefined
}

interface Caught {
  thrown: unknown
  /** What became of it. */
  error?: AuthError
}
interface State {
  caught: Caught | null
}

const differ = (one: readonly unknown[] = [], other: readonly unknown[] = []) =>
  one.length !== other.length || one.some((key, index) => !Object.is(key, other[index]))

/** A callback of the app that fails is reported, and must not take the banner down with it. */
function attempt(callback: () => void) {
  try {
    callback()
  } catch (failure) {
    globalThis.reportError?.(failure)
  }
}

class Boundary extends Component<AuthErrorBoundaryProps, State> {
  static override contextType = ClockContext
  declare context: ContextType<typeof ClockContext>
  override state: State = { caught: null }

  static getDerivedStateFromError(thrown: unknown): State {
    return { caught: { thrown } }
  }

  override componentDidCatch(thrown: unknown, info: ErrorInfo): void {
    attempt(() => this.props.onError?.(this.errorOf(this.state.caught ?? { thrown }), info))
  }

  override componentDidUpdate(previous: AuthErrorBoundaryProps, { caught }: State): void {
    // An error of this very update is not undone by the keys that came with it.
    if (caught !== null && this.state.caught !== null && differ(previous.resetKeys, this.props.resetKeys))
      this.reset()
  }

  private errorOf(caught: Caught): AuthError {
    caught.error ??= normalizeError(caught.thrown, { now: this.context.now() })
    return caught.error
  }

  private readonly reset = () => {
    attempt(() => this.props.onReset?.())
    this.setState({ caught: null })
  }

  override render(): ReactNode {
    const { children, onReset: _reset, resetKeys: _keys, onError: _error, ...banner } = this.props
    const { caught } = this.state
    if (caught === null) return children
    const error = this.errorOf(caught)
    const again = actionsFor(error).includes('onRetry') ? 'onRetry' : 'onStartOver'
    return <AuthErrorBanner error={error} {...banner} {...{ [again]: this.reset }} />
  }
}

/**
 * Shows the banner in place of a tree that threw. "Try again" calls `onReset` and renders the tree anew; where trying
 * again cannot help, the button says "Start over". The one of `react-ciba` resets TanStack's queries as well; that of
 * `react-ciba/banner` knows nothing of them.
 */
export function AuthErrorBoundary(props: AuthErrorBoundaryProps) {
  // What is inside a boundary is mounted anew when it catches, and a live region has to be there before.
  return (
    <AnnouncerProvider>
      <Boundary {...props} />
    </AnnouncerProvider>
  )
}
