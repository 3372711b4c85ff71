import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import 'react-ciba/styles.css'
import './systems.css'
import { SYSTEM_NAMES } from './systems-state.js'
import { SystemsPage } from './systems-page.js'

const root = document.getElementById('root')
if (!root) throw new Error('The page has no #root')
const [, , asked] = location.pathname.split('/')

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={new QueryClient()}>
      <SystemsPage name={SYSTEM_NAMES.find((name) => name === asked) ?? 'authos'} />
    </QueryClientProvider>
  </StrictMode>,
)
