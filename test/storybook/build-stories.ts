import { buildStorybook } from './built-storybook.js'

export const STORYBOOK = 'test/.artifacts/storybook'

/** Builds Storybook once for the tests that look at it. */
export default () => buildStorybook(STORYBOOK)
