import type { Meta, StoryObj } from '@storybook/react-vite'
import { AuthHealthPanel } from 'react-ciba/health'
import 'react-ciba/health.css'
import { expect, waitFor } from 'storybook/test'
import { anOutage, aQuietHour, subsiding, type WatchedMonitor, watchedMonitor } from './played-monitor.js'

const loaded = (set: () => WatchedMonitor) => [() => ({ watched: set() })]

const meta = {
  title: 'Health panel',
  component: AuthHealthPanel,
  args: { monitor: watchedMonitor().monitor },
  globals: { width: 'full' },
  loaders: loaded(aQuietHour),
  render: (args, context) => <AuthHealthPanel {...args} monitor={watchedOf(context.loaded).monitor} />,
} satisfies Meta<typeof AuthHealthPanel>

export default meta

type Story = StoryObj<typeof meta>

/** Everyday errors: tokens expire and are renewed. */
export const QuietHour: Story = {
  play: async ({ canvas }) => {
    await expect(canvas.getByText('No threshold is passed.')).toBeVisible()
    await expect(canvas.getByRole('img', { name: /^Errors in each five minutes/ })).toBeVisible()
  },
}

export const QuietHourDark: Story = { ...QuietHour, globals: { width: 'full', theme: 'dark' } }

/** A key was revoked, a server went down: alerts, circuits that opened, recoveries that did not help. */
export const Outage: Story = {
  loaders: loaded(anOutage),
  play: async ({ canvas }) => {
    await expect(canvas.getByText(/^AUTH_002: 26 .* more than twice the threshold of 10\.$/)).toBeVisible()
    await expect(canvas.getByText(/^RATE_001: 22 .* more than the threshold of 20\.$/)).toBeVisible()
    await expect(canvas.getByText('Held back')).toBeVisible()
  },
}

export const OutageDark: Story = { ...Outage, globals: { width: 'full', theme: 'dark' } }

/** Most of the errors that raised the alerts are an hour old: the alerts are not cleared yet, and say so. */
export const Subsiding: Story = {
  loaders: loaded(subsiding),
  play: async ({ canvas }) => {
    await expect(canvas.getByText(/^AUTH_002: 9 .* not yet well below the threshold of 10\.$/)).toBeVisible()
    await expect(canvas.getByText(/^RATE_001: 37 .* more than the threshold of 20\.$/)).toBeVisible()
  },
}

/** All figures of the pictures, unfolded. */
export const Figures: Story = {
  loaders: loaded(anOutage),
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(canvas.getByText('Figures by five minutes', { selector: 'summary' }))
    await expect(canvas.getByRole('table', { name: 'Figures by five minutes' })).toBeVisible()
  },
}

/** Before anything has happened. */
export const Nothing: Story = {
  loaders: loaded(watchedMonitor),
  play: async ({ canvas }) => {
    await expect(canvas.getByText('Nothing has failed in the last hour.')).toBeVisible()
    await expect(canvas.queryByRole('img')).toBeNull()
  },
}

/** It follows the monitor while it runs. */
export const Running: Story = {
  play: async ({ canvas, loaded: context }) => {
    const { clock, fail } = watchedOf(context)
    fail('AUTH_002', 11)
    await clock.advance(1_000)
    await waitFor(() => expect(canvas.getByText(/^AUTH_002: 11 in the last hour/)).toBeVisible())
  },
}

/** Words of the app's own. */
export const German: Story = {
  loaders: loaded(anOutage),
  args: {
    texts: {
      tag: 'de',
      title: 'Anmeldung und Sitzungen',
      summary: (inWindow, minutes, inHour) =>
        `${inWindow} Fehler in den letzten ${minutes} Minuten, ${inHour} in der letzten Stunde.`,
      alerts: 'Zu viele Fehler',
      alert: (code, count, threshold, isHigh) =>
        `${code}: ${count} in der letzten Stunde, mehr als ${isHigh ? 'das Doppelte der' : 'die'} Schwelle von ${threshold}.`,
      alertStays: (code, count, threshold) =>
        `${code}: ${count} in der letzten Stunde, noch nicht weit genug unter der Schwelle von ${threshold}.`,
      noAlerts: 'Keine Schwelle ist überschritten.',
      errors: 'Fehler',
      noErrors: 'In der letzten Stunde ist nichts fehlgeschlagen.',
      recoveries: 'Behebungen',
      noRecoveries: 'In der letzten Stunde wurde keine Behebung versucht.',
      circuits: 'Server',
      noCircuits: 'Alle Aufrufe gehen hinaus.',
      errorsPicture: (from, until, most, mostAt) =>
        `Fehler in je fünf Minuten von ${from} bis ${until}: höchstens ${most}, ab ${mostAt}.`,
      recoveriesPicture: (from, until, tried, helped) =>
        `Behebungen in je fünf Minuten von ${from} bis ${until}: ${tried} versucht, ${helped} halfen.`,
      circuitPicture: (origin, from, until, openings) =>
        `Aufrufe an ${origin} von ${from} bis ${until}, so oft zurückgehalten: ${openings}.`,
      most: (count) => `höchstens ${count}`,
      lastMinutes: (minutes) => `${minutes}\u00a0min`,
      lastHour: 'Stunde',
      threshold: 'Schwelle',
      alertColumn: 'Alarm',
      severity: { medium: 'Mittel', high: 'Hoch' },
      other: 'Andere',
      recovery: 'Behebung',
      tried: 'Versucht',
      helped: 'Geholfen',
      state: 'Aufrufe',
      since: 'Seit',
      states: { open: 'Zurückgehalten', half_open: 'Einer als Probe', closed: 'Gehen hinaus' },
      overTime: 'Werte je fünf Minuten',
      from: 'Von',
      heldBack: 'Server zurückgehalten',
    },
  },
}

const watchedOf = (context: Record<string, unknown>) => context.watched as WatchedMonitor
