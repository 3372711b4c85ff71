'use client'
import { type ReactNode, useId } from 'react'
import { Bars, Strip } from './health-pictures.js'
import { type Health, type HealthSpan, stretchesOf } from './health-spans.js'
import { HealthTable, Name } from './health-table.js'
import type { HealthTexts } from './health-texts.js'
import type { HeadingLevel } from './heading-level.js'
import { Title } from './pieces.js'

export interface HealthPartProps {
  health: Health
  spans: readonly HealthSpan[]
  texts: HealthTexts
  level: HeadingLevel
  count(value: number): string
  time(epochMs: number): string
}

function Part({
  name,
  title,
  level,
  children,
}: {
  name: string
  title: string
  level: HeadingLevel
  children: ReactNode
}) {
  const id = useId()
  return (
    <section className="rc-health-part" data-part={name} aria-labelledby={id}>
      <Title level={level} id={id}>
        {title}
      </Title>
      {children}
    </section>
  )
}

/** From when to when the pictures are, in words and below them. */
const edgesOf = (spans: readonly HealthSpan[]) => ({
  from: spans[0]?.at ?? 0,
  until: spans.at(-1)?.until ?? 0,
})

function Axis({ spans, time, children }: Pick<HealthPartProps, 'spans' | 'time'> & { children?: ReactNode }) {
  const { from, until } = edgesOf(spans)
  return (
    <p className="rc-note rc-health-axis" aria-hidden="true">
      <span>{time(from)}</span>
      {children !== undefined && <span>{children}</span>}
      <span>{time(until)}</span>
    </p>
  )
}

export function ErrorsPart({ health, spans, texts, level, count, time }: HealthPartProps) {
  const { from, until } = edgesOf(spans)
  const most = spans.reduce<HealthSpan | undefined>(
    (best, span) => (best && best.errors >= span.errors ? best : span),
    undefined,
  )
  const rows: ReactNode[][] = health.codes.map(({ code, inWindow, inHour, threshold, alert }) => [
    <Name key="code">{code}</Name>,
    count(inWindow),
    count(inHour),
    threshold === null || !Number.isFinite(threshold) ? texts.none : count(threshold),
    alert ? <strong data-alert={alert}>{texts.severity[alert]}</strong> : texts.none,
  ])
  if (health.otherInHour > 0)
    rows.push([texts.other, count(health.otherInWindow), count(health.otherInHour), texts.none, texts.none])
  return (
    <Part name="health-errors" title={texts.errors} level={level}>
      {rows.length === 0 || !most ? (
        <p className="rc-text">{texts.noErrors}</p>
      ) : (
        <>
          <Bars
            look="errors"
            label={texts.errorsPicture(time(from), time(until), count(most.errors), time(most.at))}
            bars={spans.map(({ errors }) => ({ all: errors, filled: errors }))}
          />
          <Axis spans={spans} time={time}>
            {texts.most(count(most.errors))}
          </Axis>
          <HealthTable
            caption={texts.errors}
            isCaptionHidden
            head={[
              texts.code,
              texts.lastMinutes(count(health.windowMinutes)),
              texts.lastHour,
              texts.threshold,
              texts.alertColumn,
            ]}
            rows={rows}
          />
        </>
      )}
    </Part>
  )
}

export function RecoveriesPart({ health, spans, texts, level, count, time }: HealthPartProps) {
  const { from, until } = edgesOf(spans)
  const sum = (of: 'tries' | 'successes') => count(spans.reduce((total, span) => total + span[of], 0))
  return (
    <Part name="health-recoveries" title={texts.recoveries} level={level}>
      {health.recoveries.length === 0 ? (
        <p className="rc-text">{texts.noRecoveries}</p>
      ) : (
        <>
          <Bars
            look="recoveries"
            label={texts.recoveriesPicture(time(from), time(until), sum('tries'), sum('successes'))}
            bars={spans.map(({ tries, successes }) => ({ all: tries, filled: successes }))}
          />
          <Axis spans={spans} time={time} />
          <HealthTable
            caption={texts.recoveries}
            isCaptionHidden
            head={[texts.recovery, texts.tried, texts.helped]}
            rows={health.recoveries.map(({ recovery, tries, successes }) => [
              <Name key="recovery">{recovery}</Name>,
              count(tries),
              count(successes),
            ])}
          />
        </>
      )}
    </Part>
  )
}

export function CircuitsPart({ health, spans, texts, level, count, time }: HealthPartProps) {
  const { from, until } = edgesOf(spans)
  return (
    <Part name="health-circuits" title={texts.circuits} level={level}>
      {health.circuits.length === 0 ? (
        <p className="rc-text">{texts.noCircuits}</p>
      ) : (
        <>
          {health.circuits.map((circuit, index) => {
            const stretches = stretchesOf(circuit, from, health.at)
            const openings = stretches.filter(({ state }) => state === 'open').length
            return (
              <div className="rc-health-circuit" key={index}>
                <p className="rc-note">{circuit.origin}</p>
                <Strip
                  label={texts.circuitPicture(circuit.origin, time(from), time(until), count(openings))}
                  {...{ stretches, from, until }}
                />
              </div>
            )
          })}
          <Axis spans={spans} time={time} />
          <HealthTable
            caption={texts.circuits}
            isCaptionHidden
            head={[texts.origin, texts.state, texts.since]}
            rows={health.circuits.map(({ origin, state, since }) => [
              <Name key="origin">{origin}</Name>,
              texts.states[state],
              time(since),
            ])}
          />
        </>
      )}
    </Part>
  )
}
