import { useId } from 'react'
import { AuthErrorBanner, StaleDataNotice, useAuthQueryErrors } from 'react-ciba'
import type { BankState } from '../api/bank-state.js'
import { money, time } from './money.js'
import { MoveForm } from './move-form.js'
import { Loading } from './page.js'
import { useAccounts } from './use-accounts.js'

/** What a signed-in person sees: accounts from an API that may fail, and a form that is sent once. */
export function Accounts({ authFetch }: { authFetch: typeof fetch }) {
  const id = useId()
  const accounts = useAccounts(authFetch)
  const { bannerProps } = useAuthQueryErrors()
  const { data, isFetching, isPending } = accounts
  return (
    <>
      <AuthErrorBanner {...bannerProps} />
      {isPending && <Loading />}
      <StaleDataNotice query={accounts} />
      {data && (
        <>
          <section className="card accounts" aria-labelledby={id}>
            <h2 id={id}>Your accounts</h2>
            <Balances of={data} />
            <div className="as-of">
              <p className="quiet" role="status">
                {isFetching ? 'Reloading…' : `As of ${time(data.at)}`}
              </p>
              <button
                type="button"
                className="button small"
                aria-disabled={isFetching}
                onClick={() => isFetching || void accounts.refetch()}
              >
                Reload
              </button>
            </div>
          </section>
          <MoveForm authFetch={authFetch} />
        </>
      )}
    </>
  )
}

function Balances({ of: { accounts, moves } }: { of: BankState }) {
  return (
    <>
      <dl className="balances">
        {accounts.map(({ name, cents }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{money(cents)}</dd>
          </div>
        ))}
      </dl>
      {moves.length > 0 && (
        <ul className="moves" aria-label="Latest moves">
          {moves.map(({ id, cents, at }) => (
            <li key={id}>
              {money(cents)} to Savings, <span className="nowrap">{time(at)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
