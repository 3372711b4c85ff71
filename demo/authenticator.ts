import { generateSecret, generateSync, verifySync } from 'otplib'

const STEP_S = 30

/** The authenticator app on the phone and the secret that it shares with the back end. */
export interface DemoAuthenticator {
  /** The six digits of this moment (RFC 6238). `nowMs`: epoch ms. */
  code(nowMs?: number): string
  /** Whole seconds until the next code, 1 to 30. */
  secondsLeft(nowMs?: number): number
  /** True for the code of now and of one step to either side, since two clocks are seldom the same. */
  verify(code: string, nowMs?: number): boolean
}

/** A secret of its own for each start. That a code is good for one sign-in is the back end's care (RFC 6238 §5.2). */
export function createAuthenticator(): DemoAuthenticator {
  const secret = generateSecret()
  const seconds = (nowMs: number) => Math.floor(nowMs / 1000)
  return {
    code: (nowMs = Date.now()) => generateSync({ secret, epoch: seconds(nowMs), period: STEP_S }),
    secondsLeft: (nowMs = Date.now()) => STEP_S - (seconds(nowMs) % STEP_S),
    verify(code, nowMs = Date.now()) {
      // otplib throws at anything that is not six digits.
      if (!/^\d{6}$/.test(code)) return false
      return verifySync({
        secret,
        token: code,
        epoch: seconds(nowMs),
        period: STEP_S,
        epochTolerance: STEP_S,
      }).valid
    },
  }
}
