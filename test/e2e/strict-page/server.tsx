import type { ScenarioName } from 'react-ciba/testing'
import { renderToString } from 'react-dom/server'
import { playAlike } from './play-alike.js'
import { SignInPage } from './sign-in-page.js'

/** What a server sends of the page in this state. */
export async function renderScenario(name: ScenarioName): Promise<string> {
  const stage = await playAlike(name)
  const html = renderToString(<SignInPage stage={stage} />)
  stage.controller.dispose()
  return html
}
