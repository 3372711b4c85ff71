import { cpus } from 'node:os'
import { count, type Total } from './table.js'

export interface Measured {
  table: string
  totals: readonly Total[]
  /** As in the heads of the table. */
  names: readonly string[]
  tookS: number
}

const rows = (amount: number, all: number) => `${amount} of ${all} rows`

function summary({ totals, names }: Measured): string {
  return totals
    .map(({ rows: all, right, violations, stray }, at) => {
      const left = stray > 0 ? `, and tokens that nobody has were left valid in ${rows(stray, all)}` : ''
      return `- ${names[at]}: ended as decided in ${rows(right, all)}; ${count(violations, 'poll')} not allowed${left}.`
    })
    .join('\n')
}

/** The page `docs/faults.md`. Every figure in it comes from the run. */
export const report = (measured: Measured) => `# When the server stumbles

Written by \`npm run faults -- --write\`: one run, ${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} cores, ${measured.tookS} s.
Repeat it with \`npm ci && npm run faults\`; it needs no network but loopback.

A scripted CIBA server on 127.0.0.1 follows each scenario twice, at the same time and in the same way (scenarios start
0.2 s apart):

- for **react-ciba**: \`createCibaController\` with \`bff()\`, over HTTP to \`createAuthHandler\`, which asks the server;
- for **openid-client**: \`initiateBackchannelAuthentication\`, then \`pollBackchannelAuthenticationGrant\` with a signal that
  ends at \`expires_in\` or at the cancel.

Both have their defaults: a poll may take 32 s in our back end, 30 s in openid-client. Both check the ID token's signature.
The faults are between back end and server; the way between page and back end is sound here.

openid-client is a building block, and our back end is built on it. Where its call rejects, an app may call again with the
same \`auth_req_id\`; this table shows how far each gets without that.

The server asks for 1 s between polls. Unless the row says otherwise the fault hits the second poll, and the person
approves 2.5 s after the push (after 9 s where it says \`slow_down\`, after 1.5 s in the last row). A Retry-After asks for
4 s; as a date it is rounded up to a whole second. The standard has status 400 for a pending poll; servers that answer 200
or 202 exist. A cell says:

- how the sign-in ended, and with which code or error if that is another word;
- how long after the tap, the server's end of the request, or the cancel the app was told (nothing for a failure);
- how many polls the server saw;
- in bold, what it saw that must not be: a poll too early (more than 50 ms before the interval, a \`slow_down\` or a
  Retry-After allows), two at a time, one after the end, or tokens issued for a sign-in that was given up and not revoked.

${measured.table}

${summary(measured)}

Times vary from run to run: the wait after a failure has a random part of up to 25 %, and doubles from 2 s with each
further failure in a row.
`
