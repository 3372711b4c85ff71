import fc from 'fast-check'

/** Property tests try the same cases in every run, so that a red one is about the change; `npm run fuzz` tries new ones. */
fc.configureGlobal({ seed: 20_260_115 })
