import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import 'react-ciba/styles.css'
import './app.css'
import { App } from './app.js'
import { AuthSecApp } from './authsec-app.js'

const root = document.getElementById('root')
if (!root) throw new Error('The page has no #root')

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={new QueryClient()}>
      {location.pathname.startsWith('/authsec') ? <AuthSecApp /> : <App />}
    </QueryClientProvider>
  </StrictMode>,
)
