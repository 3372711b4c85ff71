import { isPlain } from './redact.js'
import { isRecord, listOf, matching, type Members, membersOf, pick } from './wire.js'

/** Standards say nothing of this failure, and a dashboard is not for the person who reads. */
const NOT_HELP = /^dashboard\.|\b(ietf|rfc-editor|iana)\.org$/

/** Of a query a page or an error number may be shown, and nothing longer. */
const LINK = /^https?:\/\/[\w.:-]+(\/[\w./@~-]*)?(\?\w+=[\w.-]{1,12})?(#[\w./-]*)?$/

/** https, and on the site of the API that answered: its host without the first label, where more than `co.uk` is left. */
export function trustsOwnSite(url: URL, answeredBy: string): boolean {
  const site = new URL(answeredBy).hostname.replace(/^[^.]+\.(?=[^.]{4,}\.)/, '')
  return url.protocol === 'https:' && `.${url.hostname}`.endsWith(`.${site}`)
}

/** The first link to documentation that the caller trusts. */
export function helpUrlOf(records: readonly Members[], trusts: (url: URL) => boolean): string | undefined {
  const linkOf = (value: unknown) => {
    const link = matching(LINK, value)
    try {
      const url = link && new URL(link)
      return url && isPlain(url.pathname + url.hash) && !NOT_HELP.test(url.hostname) && trusts(url)
        ? url.href
        : undefined
    } catch {
      return undefined
    }
  }
  // JSON:API has its link in `links.about`, Google in `details[].links[].url`.
  const nested = records.flatMap(({ links }) => listOf(links).map(membersOf))
  return (
    pick(records, 'documentationurl docurl moreinfo erroruri errorurl helpurl type', linkOf) ??
    pick(nested, 'about url', (value) => linkOf(isRecord(value) ? value.href : value))
  )
}
