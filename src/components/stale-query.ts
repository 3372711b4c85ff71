'use client'
/** What a notice needs of a query: the result of TanStack's `useQuery` as it is, or the app's own. */
export interface StaleQuery {
  data: unknown
  /** Anything that was thrown. */
  error: unknown
  /** Epoch ms. */
  dataUpdatedAt: number
  isFetching: boolean
  refetch: (options?: { cancelRefetch?: boolean }) => Promise<unknown>
}

export interface StaleDataNoticeProps {
  query: StaleQuery
}
