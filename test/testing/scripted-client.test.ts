import { expect, it } from 'vitest'
import { createStage } from '../../src/testing/stage.js'

it('what is to be answered next comes once each, in order, and then the script goes on', async () => {
  const { controller, client, clock } = createStage({ poll: ['pending'] })
  const outcomes: string[] = []
  controller.observe((event) => {
    if (event.type === 'request_finished' && event.operation === 'poll') outcomes.push(event.outcome)
  })
  client.answerNext({ poll: ['slow_down'] })
  client.answerNext({ poll: [{ throws: { status: 503, body: {} } }] })
  controller.start({ loginHint: 'dana@example.com' })
  await clock.advance(60_000)
  expect(outcomes.slice(0, 3)).toEqual(['slow_down', 'HTTP_503', 'pending'])
})
