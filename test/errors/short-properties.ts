import fc from 'fast-check'

// Thousands of random inputs for each of two thousand mutants would take hours: a moment of them is enough here.
fc.configureGlobal({ seed: 1, interruptAfterTimeLimit: 150, markInterruptAsFailure: false })
