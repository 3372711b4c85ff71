import { type AnswerRow, AUTHSEC_ANSWERS, PROVIDER_ANSWERS } from './answers.js'
import { DEVICE_ANSWERS } from './device-answers.js'
import { FactTable } from './fact-table.js'

const ANSWERS: Record<'authsec' | 'provider' | 'device', readonly AnswerRow<string>[]> = {
  authsec: AUTHSEC_ANSWERS,
  provider: PROVIDER_ANSWERS,
  device: DEVICE_ANSWERS,
}

const bodyOf = ({ body }: AnswerRow<string>) => (typeof body === 'string' ? body : JSON.stringify(body))

/** Answers of a system and what becomes of each. */
export function AnswersTable({ of }: { of: keyof typeof ANSWERS }) {
  const rows = ANSWERS[of].map((row) => [
    `\`${row.call}\``,
    `${row.status} \`${bodyOf(row)}\``,
    `\`${row.gives}\``,
    row.then,
  ])
  return (
    <FactTable
      caption="Answers and what becomes of them"
      head={['Call', 'Answer', 'Read as', 'The flow']}
      rows={rows}
    />
  )
}
