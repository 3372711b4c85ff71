import { expect, it } from 'vitest'
import { redactEndpoint } from '../../src/errors/redact-endpoint.js'

it.each([
  ['https://api.example.com/orders/7?token=abc#top', 'https://api.example.com/orders/7'],
  ['https://dana:hunter2@api.example.com:8443/', 'https://api.example.com:8443'],
  ['https://api.example.com/people/dana@example.com/orders', 'https://api.example.com/people/[email]/orders'],
  ['https://api.example.com/people/dana%40example.com', 'https://api.example.com/people/[email]'],
  ['https://api.example.com/call/%2B491711234567', 'https://api.example.com/call/%2B[number]'],
  [
    'https://api.example.com/ciba/9b2e4c1a-71c3-4f0e-8a55-0d1c2b3a4f5e',
    'https://api.example.com/ciba/[redacted]',
  ],
  ['https://api.example.com/%E0%A4%A', 'https://api.example.com/%E0%A4%A'],
  ['/orders', ''],
  ['data:text/plain,secret', ''],
])('%s is told as %s', (url, told) => {
  expect(redactEndpoint(url)).toBe(told)
})
