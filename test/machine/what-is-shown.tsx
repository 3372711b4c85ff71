import { renderToStaticMarkup } from 'react-dom/server'
import { CibaSignIn } from '../../src/components/ciba-sign-in.js'
import { errorText } from '../../src/messages/error-text.js'
import en from '../../src/messages/locales/en.js'
import type { CibaController } from '../../src/machine/controller.js'
import type { FlowView } from '../../src/machine/view.js'
import { CibaProvider } from '../../src/react/ciba-provider.js'
import type { Verb } from './happenings.js'

const { ui, errors } = en
const plain = (html: string) => html.replace(/<[^>]*>/g, '').replace(/&#x27;/g, "'")

/** The title and the buttons of the drop-in, as people get them now. */
export function whatIsShown(controller: CibaController) {
  const html = renderToStaticMarkup(
    <CibaProvider controller={controller}>
      <CibaSignIn />
    </CibaProvider>,
  )
  const [, title = ''] = /<h2[^>]*>(.*?)<\/h2>/s.exec(html) ?? []
  const buttons = [...html.matchAll(/<button([^>]*)>(.*?)<\/button>/gs)]
    .filter(([, attributes]) => !attributes?.includes('aria-disabled="true"'))
    .map(([, , label = '']) => plain(label))
  const [, activity = ''] = /data-part="activity"[^>]*>(.*?)</s.exec(html) ?? []
  return { title: plain(title), buttons, activity: plain(activity) }
}

/** The buttons of the drop-in by their verbs. */
export const LABELS: Record<Verb, string> = {
  start: ui.signIn,
  retry: ui.tryAgain,
  resend: ui.sendAgain,
  keepWaiting: ui.keepWaiting,
  useTotp: ui.useCode,
  backToPush: ui.backToPush,
  submitTotp: ui.verify,
  cancel: ui.cancel,
}

/** The quiet line under a status. */
export function activityOf({ status, activity, maskedHint }: FlowView): string {
  if (status === 'polling') return ui.activity[activity ?? 'waiting']
  if (status === 'pushing')
    return activity === null ? ui.pushingText(maskedHint ?? '') : ui.activity[activity]
  return ''
}

/** What stands above a status. */
export function titleOf({ status, activity, error }: FlowView): string {
  switch (status) {
    case 'idle':
      return ui.signInTitle(undefined)
    case 'pushing':
      return ui.pushingTitle
    case 'polling':
      return ui.waitingTitle
    case 'totp':
      return ui.totpTitle
    case 'approved':
      return activity === 'finishing' ? ui.activity.finishing : ui.approvedTitle
    case 'cancelled':
      return errors.cancelled.title
    case 'locked':
    case 'timeout':
    case 'denied':
    case 'expired':
    case 'failed':
      return error === null ? 'an error' : errorText(error, en).title
  }
}
