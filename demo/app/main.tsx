import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createAuthQueryClient } from 'react-ciba'
import 'react-ciba/styles.css'
import './app.css'
import './accounts.css'
import { App } from './app.js'
import { AuthSecApp } from './authsec-app.js'
import { DeviceApp } from './device-app.js'

const PAGES = [
  ['/authsec', AuthSecApp],
  ['/device', DeviceApp],
] as const
const [, ThisApp] = PAGES.find(([path]) => location.pathname.startsWith(path)) ?? ['/', App]

const root = document.getElementById('root')
if (!root) throw new Error('The page has no #root')

// Somebody sits before it: what takes longer than that is said, with the time left.
const queries = createAuthQueryClient({ longestWaitMs: 2_000 })

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <ThisApp />
    </QueryClientProvider>
  </StrictMode>,
)
