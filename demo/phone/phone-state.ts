/** What `GET /phone/api/requests` answers. */
export interface PhoneState {
  /** Prompts received since the start. */
  pushes: number
  requests: PhoneRequest[]
  totp: { code: string; secondsLeft: number }
}

export interface PhoneRequest {
  id: string
  /** The code that the app's page shows too. */
  code: string
  user: string
  /** Epoch ms. */
  createdAt: number
  /** Epoch ms. */
  expiresAt: number
}

export type Answer = 'approve' | 'deny'
