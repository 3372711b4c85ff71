import { isPlainText } from './redact.js'
import { isRecord, recordOf, recordsOf, textOf, type WireRecord } from './wire.js'

const MEMBERS = ['documentation_url', 'doc_url', 'more_info', 'error_uri', 'help_url', 'helpUrl', 'type']
/** Standards say nothing of this failure, and a dashboard is not for the person who reads. */
const NOT_HELP = /(^|\.)(ietf\.org|rfc-editor\.org|iana\.org)$|^dashboard\./

/** A query that may be shown: a page or an error number, nothing longer. */
const SHORT_QUERY = /^(\?[\w-]+=[\w.-]{1,12}(&[\w-]+=[\w.-]{1,12})*)?$/

/**
 * The site of an API: what is left without its first label (`api.example.com`). Where that may be nobody's own, as the
 * `co.uk` of `example.co.uk`, the whole name.
 */
function siteOf(hostname: string): string {
  const [, second = '', ...rest] = hostname.split('.')
  return rest.length > 0 && second.length > 3 ? [second, ...rest].join('.') : hostname
}

/** https, and on the site of the API that answered. */
export function trustsOwnSite(url: URL, answeredBy: string | undefined): boolean {
  if (url.protocol !== 'https:' || answeredBy === undefined) return false
  const site = siteOf(new URL(answeredBy).hostname)
  return url.hostname === site || url.hostname.endsWith(`.${site}`)
}

/** Where a record may carry a link. */
function* candidates(record: WireRecord): Generator<unknown> {
  for (const name of MEMBERS) if (record[name] !== undefined) yield record[name]
  for (const { links } of recordsOf(record.details)) for (const { url } of recordsOf(links)) yield url
  const { about } = recordOf(record.links)
  yield isRecord(about) ? about.href : about
}

function linkOf(text = ''): URL | undefined {
  try {
    // What has to be escaped in a link is no documentation.
    return /^https?:[^\s%"'<>]+$/i.test(text) ? new URL(text) : undefined
  } catch {
    return undefined
  }
}

function helpIn(record: WireRecord, trusts: (url: URL) => boolean): string | undefined {
  for (const candidate of candidates(record)) {
    const url = linkOf(textOf(candidate))
    if (url === undefined) continue
    const plain =
      url.username === '' &&
      SHORT_QUERY.test(url.search) &&
      !/[=:]/.test(url.pathname + url.hash) &&
      isPlainText(url.href)
    if (plain && !NOT_HELP.test(url.hostname) && trusts(url)) return url.href
  }
  return undefined
}

/** The first link to documentation that the caller trusts. */
export function helpUrlOf(records: WireRecord[], trusts: (url: URL) => boolean): string | undefined {
  for (const record of records) {
    const help = helpIn(record, trusts)
    if (help !== undefined) return help
  }
  return undefined
}
