declare const process: { env: { NODE_ENV?: string } }

/**
 * Tells a developer what they would otherwise only notice as nothing happening. Production builds are silent and have
 * nothing of the message.
 */
export function warnInDevelopment(message: () => string): void {
  if (process.env.NODE_ENV === 'production') return
  const { warn } = globalThis.console
  warn(`react-ciba: ${message()}`)
}
