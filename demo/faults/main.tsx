import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import 'react-ciba/styles.css'
import 'react-ciba/devtools.css'
import './faults.css'
import { FaultsPage } from './faults-page.js'

const root = document.getElementById('root')
if (!root) throw new Error('The page has no #root')

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={new QueryClient()}>
      <FaultsPage />
    </QueryClientProvider>
  </StrictMode>,
)
