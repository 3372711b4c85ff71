import { useRef } from 'react'
import { AuthenticatorCard } from './authenticator-card.js'
import { CodeCard } from './code-card.js'
import { BellIcon, UnpluggedIcon } from './icons.js'
import type { PhoneRequest } from './phone-state.js'
import { RequestCard } from './request-card.js'
import { useAnswer, usePhoneState } from './use-phone.js'

/** Dana's phone: the requests that wait for an answer, and the authenticator. */
export function Phone() {
  const { data, isError, isPending, dataUpdatedAt } = usePhoneState()
  const reachable = !isError && data
  return (
    <main className="phone">
      <header className="phone-top">
        <h1>Demo phone</h1>
        {data && (
          <p className="quiet">
            Prompts received <strong data-part="push-count">{data.pushes}</strong>
          </p>
        )}
      </header>
      {location.pathname.startsWith('/phone/code') && <CodeCard />}
      <NewRequests requests={reachable ? data.requests : []} />
      {reachable && <Requests requests={data.requests} now={dataUpdatedAt} />}
      {reachable && <AuthenticatorCard {...data.totp} />}
      <div role="status">
        {isPending && <p className="quiet centred">Starting…</p>}
        {isError && (
          <div className="empty">
            <UnpluggedIcon />
            <p className="empty-title">The demo server does not answer</p>
            <p className="quiet">This page comes back by itself.</p>
          </div>
        )}
      </div>
    </main>
  )
}

/** Spoken once for each request that arrives; what leaves the list is not spoken. */
function NewRequests({ requests }: { requests: PhoneRequest[] }) {
  return (
    <div className="visually-hidden" role="log" aria-label="New requests">
      {requests.map(({ id, code }) => (
        <p key={id}>New sign-in request, code {Array.from(code).join(' ')}</p>
      ))}
    </div>
  )
}

function Requests({ requests, now }: { requests: PhoneRequest[]; now: number }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const { mutate, isPending, isError, data, variables } = useAnswer()
  return (
    <section className="requests" aria-labelledby="requests">
      <h2 id="requests" className="visually-hidden" ref={heading} tabIndex={-1}>
        Requests
      </h2>
      {requests.length > 0 ? (
        <ul>
          {requests.map((request) => (
            <RequestCard
              key={request.id}
              request={request}
              now={now}
              busy={isPending && variables.request.id === request.id}
              onAnswer={(answer) =>
                // The card goes away, and with it the button that has the focus.
                mutate({ request, answer }, { onSettled: () => heading.current?.focus() })
              }
            />
          ))}
        </ul>
      ) : (
        <div className="empty">
          <BellIcon />
          <p className="empty-title">No requests waiting</p>
          <p className="quiet">Sign in on the other page and it shows up here.</p>
        </div>
      )}
      <p className="quiet centred" role="status">
        {isError && 'That request is no longer open.'}
        {data && `${data.answer === 'approve' ? 'Approved' : 'Denied'}: ${data.request.code}`}
      </p>
    </section>
  )
}
