'use client'
import { useSelector } from '@xstate/react'
import { useEffect, useMemo, useState } from 'react'
import type { Observer } from 'xstate'
import {
  type CibaController,
  type CibaControllerOptions,
  createCibaController,
} from '../machine/controller.js'
import type { FlowView } from '../machine/view.js'
import { useFlowValue } from './flow-context.js'
import { useOwnQueryClient } from './use-own-query-client.js'
import { useTracedVerbs } from './verb-mutations.js'

type Verb =
  | 'start'
  | 'retry'
  | 'resend'
  | 'keepWaiting'
  | 'useTotp'
  | 'backToPush'
  | 'submitTotp'
  | 'cancel'
  | 'reset'
  | 'startAsync'
  | 'submitTotpAsync'

/** The state of a sign-in and its verbs. The verbs keep their identity for the life of the flow. */
export type CibaAuth = FlowView & Pick<CibaController, Verb>

const everything = (auth: CibaAuth) => auth

/** A controller as XState's React bindings like it: something with `subscribe` and `getSnapshot`. */
function viewSource(controller: CibaController) {
  const {
    getView,
    subscribe,
    observe: _o,
    onApproved: _a,
    lease: _l,
    dispose: _d,
    clock: _c,
    ...verbs
  } = controller
  let view = getView()
  let auth: CibaAuth = { ...view, ...verbs }
  function getSnapshot() {
    if (getView() !== view) {
      view = getView()
      auth = { ...view, ...verbs }
    }
    return auth
  }
  return {
    getSnapshot,
    // `useSelector` gives an observer; before 6.1 it gave a function.
    subscribe(observer: Observer<CibaAuth> | ((auth: CibaAuth) => void)) {
      const next = typeof observer === 'function' ? observer : observer.next
      return { unsubscribe: subscribe(() => next?.(getSnapshot())) }
    },
  }
}

/**
 * The sign-in: its state, and verbs to move it. Inside `<CibaProvider>`, or alone with `{ client }`.
 * With a selector it renders only when the selection changes.
 */
export function useCibaAuth(): CibaAuth
export function useCibaAuth<T>(selector: (auth: CibaAuth) => T): T
export function useCibaAuth(options: CibaControllerOptions): CibaAuth
export function useCibaAuth<T>(argument?: ((auth: CibaAuth) => T) | CibaControllerOptions): CibaAuth | T {
  const shared = useFlowValue()
  const options = typeof argument === 'object' ? argument : undefined
  const [own] = useState(() => (options === undefined ? undefined : createCibaController(options)))
  const controller = own ?? shared?.controller
  if (controller === undefined)
    throw new Error(
      'react-ciba: call useCibaAuth() inside <CibaProvider client={…}>, or as useCibaAuth({ client })',
    )
  useTracedVerbs(own ?? null, useOwnQueryClient())
  useEffect(() => controller.lease(), [controller])
  const source = useMemo(() => viewSource(controller), [controller])
  const select: (auth: CibaAuth) => CibaAuth | T = typeof argument === 'function' ? argument : everything
  return useSelector(source, select)
}
