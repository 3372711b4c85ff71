'use client'

/** The words of the health panel. Figures and times come formatted. */
export interface HealthTexts {
  /** BCP 47, for figures and times. */
  tag: string
  dir: 'ltr' | 'rtl'
  title: string
  summary(inWindow: string, minutes: string, inHour: string): string
  alerts: string
  /** More than the threshold, or more than twice of it (`isHigh`). */
  alert(code: string, count: string, threshold: string, isHigh: boolean): string
  /** No more than the threshold, and not yet so far below it that the alert goes. */
  alertStays(code: string, count: string, threshold: string): string
  noAlerts: string
  errors: string
  noErrors: string
  recoveries: string
  noRecoveries: string
  circuits: string
  noCircuits: string
  /** What the picture shows, for who does not see it. */
  errorsPicture(from: string, until: string, most: string, mostAt: string): string
  recoveriesPicture(from: string, until: string, tried: string, helped: string): string
  circuitPicture(origin: string, from: string, until: string, openings: string): string
  most(count: string): string
  /** Headings of the tables. */
  code: string
  lastMinutes(minutes: string): string
  lastHour: string
  threshold: string
  alertColumn: string
  severity: Record<'medium' | 'high', string>
  other: string
  none: string
  recovery: string
  tried: string
  helped: string
  origin: string
  state: string
  since: string
  states: Record<'open' | 'half_open' | 'closed', string>
  overTime: string
  from: string
  heldBack: string
}

export const englishHealth: HealthTexts = {
  tag: 'en',
  dir: 'ltr',
  title: 'Authentication health',
  summary: (inWindow, minutes, inHour) =>
    `Errors: ${inWindow} in the last ${minutes} minutes, ${inHour} in the last hour.`,
  alerts: 'Too many errors',
  alert: (code, count, threshold, isHigh) =>
    `${code}: ${count} in the last hour, more than ${isHigh ? 'twice ' : ''}the threshold of ${threshold}.`,
  alertStays: (code, count, threshold) =>
    `${code}: ${count} in the last hour, not yet well below the threshold of ${threshold}.`,
  noAlerts: 'No threshold is passed.',
  errors: 'Errors',
  noErrors: 'Nothing has failed in the last hour.',
  recoveries: 'Recoveries',
  noRecoveries: 'No recovery was tried in the last hour.',
  circuits: 'Circuits',
  noCircuits: 'Calls to every server go out.',
  errorsPicture: (from, until, most, mostAt) =>
    `Errors in each five minutes from ${from} to ${until}: at most ${most}, from ${mostAt} on.`,
  recoveriesPicture: (from, until, tried, helped) =>
    `Recoveries in each five minutes from ${from} to ${until}: ${tried} tried, ${helped} of them helped.`,
  circuitPicture: (origin, from, until, openings) =>
    `Calls to ${origin} from ${from} to ${until}, times held back: ${openings}.`,
  most: (count) => `at most ${count}`,
  code: 'Code',
  lastMinutes: (minutes) => `${minutes}\u00a0min`,
  lastHour: 'Hour',
  threshold: 'Threshold',
  alertColumn: 'Alert',
  severity: { medium: 'Medium', high: 'High' },
  other: 'Others',
  none: '–',
  recovery: 'Recovery',
  tried: 'Tried',
  helped: 'Helped',
  origin: 'Server',
  state: 'Calls',
  since: 'Since',
  states: { open: 'Held back', half_open: 'One is tried', closed: 'Go out' },
  overTime: 'Figures by five minutes',
  from: 'From',
  heldBack: 'Servers held back',
}
