'use client'
import { Component, type ErrorInfo, type ReactNode } from 'react'
import type { AuthError } from '../errors/auth-error.js'
import { normalizeError } from '../errors/normalize.js'
import { AnnouncerProvider } from '../react/announcer.js'
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

interface State {
  error: AuthError | null
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
  override state: State = { error: null }

  static getDerivedStateFromError(thrown: unknown): State {
    return { error: normalizeError(thrown) }
  }

  override componentDidCatch(thrown: unknown, info: ErrorInfo): void {
    attempt(() => this.props.onError?.(this.state.error ?? normalizeError(thrown), info))
  }

  override componentDidUpdate(previous: AuthErrorBoundaryProps, { error }: State): void {
    // An error of this very update is not undone by the keys that came with it.
    if (error !== null && this.state.error !== null && differ(previous.resetKeys, this.props.resetKeys))
      this.reset()
  }

  private readonly reset = () => {
    attempt(() => this.props.onReset?.())
    this.setState({ error: null })
  }

  override render(): ReactNode {
    const { children, onReset: _reset, resetKeys: _keys, onError: _error, ...banner } = this.props
    const { error } = this.state
    if (error === null) return children
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
