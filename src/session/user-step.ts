/** The steps that an account goes through, in order, as biid has them. */
export type UserStep = 'registration' | 'verification' | 'accreditation' | 'certification'

const STEP_AFTER: Readonly<Record<string, UserStep | null>> = {
  unregistered: 'registration',
  notregistered: 'registration',
  unverified: 'verification',
  notverified: 'verification',
  verified: 'accreditation',
  notaccredited: 'accreditation',
  accredited: 'certification',
  notcertified: 'certification',
  uncertified: 'certification',
  certified: null,
}

const wordOf = (state: string) => state.toLowerCase().replace(/[^a-z]/g, '')

/** The last step was done once, and its certificate has been revoked. */
export const isTakenBack = (state: string) => wordOf(state) === 'uncertified'

/** The step that an account in this state needs next; null where none is missing, undefined for a state that is not known. */
export const nextUserStep = (state: string): UserStep | null | undefined => STEP_AFTER[wordOf(state)]
