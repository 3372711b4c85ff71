import { contrastCount, contrastFindings } from './contrasts.js'
import { layoutCount, layoutFindings } from './layout.js'

export interface Measured {
  findings: string[]
  count: number
}

/** What a test calls in the page. */
const measure = {
  layout: (): Measured => ({ findings: layoutFindings(), count: layoutCount() }),
  contrast: (): Measured => ({ findings: contrastFindings(), count: contrastCount() }),
}

declare global {
  interface Window {
    measure: typeof measure
  }
}

window.measure = measure
