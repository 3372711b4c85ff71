import type { Backend } from './backend.js'
import type { FlowRecord } from './records.js'
import { derive, hash } from './secrets.js'

/** A flow and the browser that it belongs to, by their ids. */
export interface FlowHandle {
  /** The flow's key in the store. */
  key: string
  flow: string
  browserId: string
}

/** The id of the session that the flow's approval made. */
export function sessionIdOf({ flow, browserId }: FlowHandle, salt: string): Promise<string> {
  return derive(`${flow}.${browserId}`, 'session', salt)
}

/** The flow of this handle, if it is this browser's. */
export async function findFlow(
  { records }: Backend,
  flow: string,
  browserId: string | undefined,
): Promise<{ handle: FlowHandle; record: FlowRecord } | undefined> {
  if (browserId === undefined) return undefined
  const key = await hash(flow)
  const record = await records.flows.get(key)
  if (record === undefined || record.browser !== (await hash(browserId))) return undefined
  return { handle: { key, flow, browserId }, record }
}
