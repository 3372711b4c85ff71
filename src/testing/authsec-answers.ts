import { json } from './faults.js'

/** With which status each `error` of a poll comes: below `tenant/`, and without a client id. */
const POLL_STATUS: Record<string, [withClient: number, without: number]> = {
  authorization_pending: [202, 200],
  access_denied: [400, 403],
  expired_token: [400, 400],
  invalid_client: [400, 401],
}

/** Whether a path, below the prefix, is one of the routes for tenants, which want a client id. */
export const isForTenants = (path: string): boolean => path.startsWith('/tenant/')

export const refusedStart = (error: string, error_description: string): Response =>
  json(200, { auth_req_id: '', expires_in: 0, interval: 0, error, error_description })

export function refusedPoll(error: string, error_description: string, forTenants: boolean): Response {
  const [withClient, without] = POLL_STATUS[error] ?? [400, 400]
  return json(forTenants ? withClient : without, { error, error_description })
}

/** A refused code has a sentence on both routes, in another member. @param status Of the route without a client id. */
export const refusedCode = (
  message: string,
  forTenants: boolean,
  status = 400,
  more: object = {},
): Response =>
  forTenants ? json(401, { success: false, message, ...more }) : json(status, { error: message, ...more })
