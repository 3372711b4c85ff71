import { expect, it } from 'vitest'
import { sentences } from '../../src/messages/sentences.js'

it('joins sentences as the language does, and ends a title', () => {
  expect(sentences({ tag: 'en' }, 'No connection', 'It failed.', '2 tries left.')).toBe(
    'No connection. It failed. 2 tries left.',
  )
  expect(sentences({ tag: 'ja' }, '接続できません', '送れません。', 'あと2回です。')).toBe(
    '接続できません。送れません。あと2回です。',
  )
  expect(sentences({ tag: 'zh-Hant' }, '錯誤', '沒有連線。')).toBe('錯誤。沒有連線。')
})

it('adds nothing to a title that has its own end', () => {
  expect(sentences({ tag: 'en' }, 'Still there?', 'Answer.')).toBe('Still there? Answer.')
})
