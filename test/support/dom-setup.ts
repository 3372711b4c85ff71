import '@testing-library/jest-dom/vitest'
import { onlineManager } from '@tanstack/react-query'
import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'

configure({ reactStrictMode: true })
afterEach(() => {
  cleanup()
  // Files share what they import: one that went offline must not keep the next one's queries waiting.
  onlineManager.setOnline(true)
})
