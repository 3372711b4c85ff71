'use client'
import { QueryClient, QueryClientContext } from '@tanstack/react-query'
import { useContext, useState } from 'react'

/** The app's QueryClient, or one of our own where the app has none. */
export function useOwnQueryClient(): QueryClient {
  const shared = useContext(QueryClientContext)
  const [own] = useState(() => (shared === undefined ? new QueryClient() : undefined))
  const client = shared ?? own
  if (client === undefined) throw new Error('react-ciba: the QueryClientProvider above was removed')
  return client
}
