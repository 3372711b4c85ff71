import { type AuthError, revised } from '../errors/auth-error.js'

/** The app's own key was refused: for whoever runs the app, since no sign-in helps. */
export const keyRefused = (error: AuthError): AuthError =>
  revised(error, {
    kind: 'misconfigured',
    recovery: 'contact_support',
    severity: 'critical',
    retryable: false,
  })
