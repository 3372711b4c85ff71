import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import 'react-ciba/styles.css'
import 'react-ciba/health.css'
import './systems.css'
import { ApiPage } from './api-page.js'
import { SignInPage } from './sign-in-page.js'
import { SYSTEM_NAMES } from './systems-state.js'

const root = document.getElementById('root')
if (!root) throw new Error('The page has no #root')
const [, , asked] = location.pathname.split('/')
const name = SYSTEM_NAMES.find((name) => name === asked) ?? 'authos'

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={new QueryClient()}>
      {name === 'authsec' ? <SignInPage /> : <ApiPage name={name} />}
    </QueryClientProvider>
  </StrictMode>,
)
