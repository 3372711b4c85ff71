import { createAuthMonitor } from 'react-ciba/core'

/** Counts what fails on this page, until it is left. */
export const monitor = createAuthMonitor()
