'use client'
import { useId, useMemo } from 'react'
import { useAuthHealth } from '../react/use-auth-health.js'
import { CircuitsPart, ErrorsPart, type HealthPartProps, RecoveriesPart } from './health-parts.js'
import { type Health, spansOf } from './health-spans.js'
import { HealthTable } from './health-table.js'
import { englishHealth, type HealthTexts } from './health-texts.js'
import type { HeadingLevel } from './heading-level.js'
import { Banner, Title } from './pieces.js'

export interface AuthHealthPanelProps {
  /** A running one, from `createAuthMonitor`. */
  monitor: Parameters<typeof useAuthHealth>[0]
  /** Other words; what is left out is English. */
  texts?: Partial<HealthTexts>
  /** Of the title; the parts are one below. 2. */
  headingLevel?: 1 | 2 | 3 | 4 | 5
}

/** An alert outlasts what raised it: the count decides what is said of it. */
function sentenceOf(
  { code, inHour, threshold }: Health['codes'][number],
  texts: HealthTexts,
  count: HealthPartProps['count'],
) {
  const most = threshold ?? 0
  return inHour > most
    ? texts.alert(code, count(inHour), count(most), inHour > 2 * most)
    : texts.alertStays(code, count(inHour), count(most))
}

function Alerts({
  health,
  texts,
  count,
}: {
  health: Health
  texts: HealthTexts
  count: HealthPartProps['count']
}) {
  const raised = health.codes.filter(({ alert }) => alert !== null)
  if (raised.length === 0) return <p className="rc-text">{texts.noAlerts}</p>
  const isHigh = raised.some(({ alert }) => alert === 'high')
  return (
    <Banner tone={isHigh ? 'error' : 'warning'} data-part="health-alerts">
      <p className="rc-text">
        <strong>{texts.alerts}</strong>
      </p>
      <ul className="rc-field-errors">
        {raised.map((one) => (
          <li key={one.code}>{sentenceOf(one, texts, count)}</li>
        ))}
      </ul>
    </Banner>
  )
}

/**
 * For whoever runs the app: which errors come how often, what recovered from them, and which servers are left alone, over
 * the last hour. Needs `react-ciba/styles.css` and `react-ciba/health.css`. Says nothing by itself while figures change.
 * A server renders its title alone.
 */
export function AuthHealthPanel({ monitor, texts: given, headingLevel = 2 }: AuthHealthPanelProps) {
  const id = useId()
  const health = useAuthHealth(monitor)
  const texts = useMemo(() => ({ ...englishHealth, ...given }), [given])
  const { count, time } = useMemo(() => {
    const { format: count } = new Intl.NumberFormat(texts.tag)
    const { format: time } = new Intl.DateTimeFormat(texts.tag, { timeStyle: 'short' })
    return { count, time }
  }, [texts.tag])
  const spans = spansOf(health)
  const part = { health, spans, texts, count, time, level: (headingLevel + 1) as HeadingLevel }
  return (
    <section
      className="rc-panel rc-health"
      data-part="auth-health"
      lang={texts.tag}
      dir={texts.dir}
      aria-labelledby={id}
    >
      <Title level={headingLevel} id={id}>
        {texts.title}
      </Title>
      {health.history.length > 0 && (
        <>
          <p className="rc-text">
            {texts.summary(
              count(health.errorsInWindow),
              count(health.windowMinutes),
              count(health.errorsInHour),
            )}
          </p>
          <Alerts {...{ health, texts, count }} />
          <div className="rc-health-parts">
            <ErrorsPart {...part} />
            <RecoveriesPart {...part} />
            <CircuitsPart {...part} />
          </div>
          <details className="rc-details" data-part="health-figures">
            <summary>{texts.overTime}</summary>
            <HealthTable
              caption={texts.overTime}
              isCaptionHidden
              head={[texts.from, texts.errors, texts.tried, texts.helped, texts.heldBack]}
              rows={spans.map(({ at, errors, tries, successes, held }) => [
                time(at),
                ...[errors, tries, successes, held].map(count),
              ])}
            />
          </details>
        </>
      )}
    </section>
  )
}
