import type { ScenarioName } from 'react-ciba/testing'
import { createRoot, hydrateRoot } from 'react-dom/client'
import 'react-ciba/styles.css'
import { playAlike } from './play-alike.js'
import { SignInPage } from './sign-in-page.js'

const root = document.getElementById('root')
const name = new URLSearchParams(location.search).get('scenario') as ScenarioName
const stage = await playAlike(name)
if (root === null) throw new Error('The page has no root')
if (root.hasChildNodes()) hydrateRoot(root, <SignInPage stage={stage} />)
else createRoot(root).render(<SignInPage stage={stage} />)
// After React's first effects: whoever waits for this sees a page that works.
requestAnimationFrame(() => setTimeout(() => root.setAttribute('data-live', '')))
