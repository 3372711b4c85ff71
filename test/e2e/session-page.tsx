import { QueryClientProvider, useQuery } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createAuthQueryClient, useSession } from 'react-ciba'
import { createAuthFetch, createAuthSession, indexedDbTokenStore, refreshByToken } from 'react-ciba/core'

/** What an app shows of a session: whether somebody is there, why not, and whose data it has. */
const session = createAuthSession({ refresh: refreshByToken('/refresh'), store: indexedDbTokenStore() })
const authFetch = createAuthFetch({ session })
const queryClient = createAuthQueryClient({ session })

function Mine() {
  const load = async () => (await (await authFetch('/api/mine')).json()) as { by: string }
  const mine = useQuery({ queryKey: ['mine'], queryFn: load })
  return <p>{`data of ${mine.data?.by ?? mine.error?.message ?? '…'}`}</p>
}

function Door() {
  const { data, error, isPending, signOut } = useSession(session)
  if (isPending) return <p>{'asking'}</p>
  if (!data) return <p>{`outside: ${error?.message ?? 'nobody'}`}</p>
  return (
    <>
      <Mine />
      <button onClick={signOut}>{'Sign out'}</button>
    </>
  )
}

Object.assign(window, { session, queryClient })
const root = document.createElement('main')
document.body.append(root)
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <Door />
    </QueryClientProvider>
  </StrictMode>,
)
