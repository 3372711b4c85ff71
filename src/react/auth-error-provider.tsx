'use client'
import { AnnouncerProvider } from './announcer.js'
import { WordingProvider, type WordingProviderProps } from './messages-context.js'

export type AuthErrorProviderProps = WordingProviderProps

/** Words, links and one live region for the errors below it. Needs no sign-in; `CibaProvider` takes the same props. */
export function AuthErrorProvider({ children, ...wording }: AuthErrorProviderProps) {
  return (
    <WordingProvider {...wording}>
      <AnnouncerProvider>{children}</AnnouncerProvider>
    </WordingProvider>
  )
}
