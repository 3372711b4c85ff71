'use client'
import en from '../messages/locales/en.js'
import type { Messages } from '../messages/messages.js'
import { useWording } from './messages-context.js'

/** All words of the provider's language; English where it has those for errors alone. */
export function useMessages(): Messages {
  const { messages } = useWording()
  return 'waitingTitle' in messages.ui ? (messages as Messages) : en
}
