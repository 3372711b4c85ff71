'use client'
import { QueryClient, QueryClientContext } from '@tanstack/react-query'
import { useContext, useState } from 'react'

/** The app's QueryClient, or one of our own where the app has none. */
export function useOwnQueryClient(): QueryClient {
  const shared = useContext(QueryClientContext)
  const [first] = useState(() => shared ?? new QueryClient())
  return shared ?? first
}
