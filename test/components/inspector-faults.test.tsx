import { act, screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { FAULT_GROUPS } from '../../src/components/inspector-fault-list.js'
import { faults } from '../../src/testing/faults.js'
import type { NextAnswers, ScriptedCall } from '../../src/testing/scripted-client.js'
import { figure, lines, setUp, textOf } from '../support/inspector-harness.js'

/** Whatever a scripted client can be told, and how its calls are known. */
const OPERATIONS: Record<keyof NextAnswers, ScriptedCall['operation']> = {
  initiate: 'initiate',
  poll: 'poll',
  totp: 'verifyTotp',
  cancel: 'cancel',
  resume: 'resume',
}

/** Where an answer leads that ends a flow, or locks it. */
const LEADS_TO: Record<string, string> = {
  'poll approved': 'approved',
  'poll access_denied': 'denied',
  'poll expired_token': 'expired',
  'poll cancelled': 'cancelled',
  'initiate invalid_client': 'failed',
  'totp too_many_retries': 'locked',
}

/** Presses a button and takes the flow to where its answer comes. */
async function played(operation: keyof NextAnswers, name: string) {
  const { show, start, advance, user, controller, client } = setUp({
    resume: [null],
    ...(name === 'pending' && { poll: ['approved'] }),
  })
  show(true)
  const { title = '' } = FAULT_GROUPS.find((group) => group.operation === operation) ?? {}
  const group = within(screen.getByRole('group', { name: title }))
  await user.click(group.getByRole('button', { name }))
  if (operation === 'resume') act(() => void controller.lease())
  else await start(operation === 'poll' ? 5_000 : 0)
  if (operation === 'totp') {
    act(() => controller.useTotp())
    act(() => controller.submitTotp('123456'))
  }
  if (operation === 'cancel') act(() => controller.cancel())
  await advance(0)
  const line = lines().find((text) => text.includes(`${OPERATIONS[operation]}: `))
  return { line, client, status: controller.getView().status }
}

it('MUST have a button for each answer a scripted client can be told to give next, and none without such a client', async () => {
  const { show, start, advance, user } = setUp()
  show().unmount()
  show()
  expect(screen.queryByRole('group', { name: 'Next poll' })).toBeNull()
  document.body.replaceChildren()
  show(true)
  await start()
  const poll = within(screen.getByRole('group', { name: 'Next poll' }))
  await user.click(poll.getByRole('button', { name: 'unavailable' }))
  await user.click(poll.getByRole('button', { name: 'approved' }))
  expect(screen.getByRole('status')).toHaveTextContent('Next poll: approved.')
  await advance(5_000)
  expect(lines()[0]).toMatch(/poll: HTTP_503|temporarily_unavailable/)
  await advance(30_000)
  expect(lines()[0]).toMatch(/polling → approved$/)
})

it('has buttons for every operation that it can be told of, and every fault that happens to any of them', () => {
  setUp({ resume: [null] }).show(true)
  expect(FAULT_GROUPS.map(({ operation }) => operation)).toEqual(Object.keys(OPERATIONS))
  const offered = screen
    .getAllByRole('group')
    .map((group) => within(group).getAllByRole('button').map(textOf))
  expect(offered).toHaveLength(FAULT_GROUPS.length)
  // What a poll alone may answer; 202 without a body is one more way to say that nobody has answered yet.
  const ofPolls = { slow_down: 'slow_down', accepted: 'pending' }
  const [, poll] = offered
  expect(poll).toEqual(expect.arrayContaining(Object.values(ofPolls)))
  for (const names of offered)
    expect(faults.filter((fault) => !(fault in ofPolls) && !names.includes(fault))).toEqual([])
})

it('has one for each way in which a flow may end, and for a lock-out', () => {
  const offered = FAULT_GROUPS.flatMap(({ operation, faults: of }) =>
    Object.keys(of).map((name) => `${operation} ${name}`),
  )
  expect(Object.keys(LEADS_TO).filter((answer) => !offered.includes(answer))).toEqual([])
})

it('has none for a request from before, where the client is never asked for one', () => {
  setUp().show(true)
  expect(screen.getByRole('group', { name: 'Next cancel' })).toBeVisible()
  expect(screen.queryByRole('group', { name: 'Next resume' })).toBeNull()
})

it.each(
  FAULT_GROUPS.flatMap(({ operation, faults: of }) =>
    Object.keys(of).map((name) => [operation, name] as const),
  ),
)('%s, %s: comes to the flow, once', async (operation, name) => {
  const { line, client, status } = await played(operation, name)
  expect(status).toBe(LEADS_TO[`${operation} ${name}`] ?? status)
  expect(client.count(OPERATIONS[operation])).toBe(1)
  if (name === 'hang') expect(line).toMatch(/under way[\da-f]{32}$/)
  else if (name === 'prompt_withdrawn') expect(figure('promptMayRemain')).toBe('false')
  else if (name === 'pending') expect(line).toMatch(/: pending/)
  else if (operation === 'cancel' || operation === 'resume') expect(line).toMatch(/recovery: /)
  else {
    expect(line).not.toMatch(/: (ok|pending)/)
    expect(line).toMatch(/⇒/)
  }
})
