import { afterEach } from 'vitest'
import { hiddenWords } from '../../src/errors/redact.js'

// Files share what they import: the words of a flow that a test left behind must not go from the next one's texts.
afterEach(() => hiddenWords.clear())
