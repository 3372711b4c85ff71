import { AuthHealthPanel, useAuthHealth } from 'react-ciba/health'
import { monitor } from './monitor.js'

/** What whoever runs the app would see of all that was made to fail here. */
export const Health = () => (
  <section className="health" id="health" aria-label="Health">
    <AuthHealthPanel monitor={monitor} />
  </section>
)

/** The way there, which may be far below. */
export function HealthLine() {
  const { errorsInHour } = useAuthHealth(monitor)
  return (
    <p className="quiet health-line">
      <a href="#health">
        {errorsInHour === 1 ? '1 error' : `${errorsInHour} errors`} counted since this page was opened
      </a>
    </p>
  )
}
