'use client'
import { AnnouncerProvider } from './announcer.js'
import { WordingProvider, type WordingProviderProps } from './messages-context.js'

export type AuthErrorProviderProps = WordingProviderProps

/**
 * Words, links and one live region for the errors below it. Needs no sign-in; `CibaProvider` takes the same props. A modal
 * dialog needs one of its own: what is behind it says nothing.
 */
export function AuthErrorProvider({ children, ...wording }: AuthErrorProviderProps) {
  return (
    <WordingProvider {...wording}>
      <AnnouncerProvider speaksInDialogs>{children}</AnnouncerProvider>
    </WordingProvider>
  )
}
