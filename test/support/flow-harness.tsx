import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { CibaSignIn } from '../../src/components/ciba-sign-in.js'
import { CibaProvider } from '../../src/react/ciba-provider.js'
import type { FlowSettings } from '../../src/machine/settings.js'
import { createMovedClock } from '../../src/testing/moved-clock.js'
import { createScriptedClient, type Script } from '../../src/testing/scripted-client.js'

export const HINT = 'dana@example.com'

interface Options extends Partial<FlowSettings> {
  helpBaseUrl?: string
}

/** A page with one sign-in on it, whose system and time the test decides. */
export async function renderFlow(
  script: Script = {},
  options: Options = {},
  ui: ReactNode = <CibaSignIn appName="Acme" />,
) {
  const clock = createMovedClock()
  const client = createScriptedClient({ clock, ...script })
  const user = userEvent.setup({ delay: null })
  const page = render(
    <CibaProvider client={client} clock={clock} {...options}>
      {ui}
    </CibaProvider>,
  )
  const advance = (ms: number) => act(() => clock.advance(ms))
  await advance(0)
  const press = async (name: string | RegExp) => {
    await user.click(screen.getByRole('button', { name }))
    await advance(0)
  }
  return {
    clock,
    client,
    user,
    page,
    advance,
    press,
    async signIn() {
      await user.click(screen.getByLabelText('Email'))
      await user.paste(HINT)
      await press('Sign in')
    },
    root: () => page.container.querySelector<HTMLElement>('[data-part="ciba-sign-in"]'),
    /** What the shared live region says, without the no-break space that tells a repeated sentence apart. */
    announced: () =>
      page.container.querySelector('[data-part="announcer"]')?.textContent?.replace('\u00a0', ''),
  }
}
