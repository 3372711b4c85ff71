import { expect, it } from 'vitest'
import { ADVICE } from '../../src/errors/advice.js'
import { scenarios } from '../../src/testing/scenarios.js'
import * as bannerStories from '../../stories/auth-error-banner.stories.js'
import * as signInStories from '../../stories/ciba-sign-in.stories.js'

const pascalCase = (name: string) =>
  name.replace(/(?:^|_)([a-z])/g, (_, first: string) => first.toUpperCase())

it('every scenario, and so every status, has a story', () => {
  expect(Object.keys(signInStories)).toEqual(expect.arrayContaining(Object.keys(scenarios).map(pascalCase)))
})

it('every kind of error has a banner story', () => {
  expect(Object.keys(bannerStories)).toEqual(expect.arrayContaining(Object.keys(ADVICE).map(pascalCase)))
})
