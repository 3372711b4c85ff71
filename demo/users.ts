export interface DemoUser {
  sub: string
  email: string
  name: string
}

/** The one person who can sign in to the demo. */
export const DANA: DemoUser = { sub: 'dana', email: 'dana@example.com', name: 'Dana Demo' }

/** People type addresses in capitals or with a space after them; the account is the same. */
export function findByHint(users: readonly DemoUser[], loginHint: string): DemoUser | undefined {
  const email = loginHint.trim().toLowerCase()
  return users.find((user) => user.email === email)
}
