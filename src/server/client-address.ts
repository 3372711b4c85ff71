import { type Backend, type Call, reportCallback } from './backend.js'
import { hash } from './secrets.js'

/** The network part of an IPv6 address: whoever has one address has all 2⁶⁴ of its network. */
function network(address: string): string {
  const [head = '', tail] = address.split('%', 1)[0]?.toLowerCase().split('::') ?? []
  const groups = (text: string) => (text === '' ? [] : text.split(':'))
  const first = groups(head)
  const last = groups(tail ?? '')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length)
  return [...first, ...Array<string>(zeros).fill('0'), ...last]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}

/** What counts as one address: an IPv4 address, or an IPv6 network of 64 bits (RFC 4291 §2.5.4). */
export function addressGroup(address: string): string {
  const ipv4 = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  return ipv4 ?? (address.includes(':') ? network(address) : address)
}

/** The key of the address that a request came from; undefined where the app does not tell. */
export async function addressKey(backend: Backend, call: Call): Promise<string | undefined> {
  let address: unknown
  try {
    address = backend.settings.clientAddress?.(call.request)
  } catch (error) {
    reportCallback(backend, call.flowId, 'clientAddress', error)
  }
  return typeof address === 'string' && address.trim() !== ''
    ? hash(`address\n${addressGroup(address.trim())}`)
    : undefined
}
