import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface StoryEntry {
  id: string
  title: string
  name: string
  /** `play-fn` where the story plays something. */
  tags: string[]
}

/** Storybook's static build, as `npm run build-storybook` makes it. */
export async function buildStorybook(folder: string): Promise<void> {
  const options = ['build', '--disable-telemetry', '--quiet', '--output-dir', folder]
  await run('npx', ['--no-install', 'storybook', ...options], { maxBuffer: 2 ** 26 })
}

const entriesOf = (folder: string, wanted: string): StoryEntry[] => {
  const { entries } = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as {
    entries: Record<string, StoryEntry & { type: string }>
  }
  return Object.values(entries).filter(({ type }) => type === wanted)
}

/** Every story of a build, in the order of its sidebar. */
export const storiesOf = (folder: string) => entriesOf(folder, 'story')

/** Every page of a build. */
export const pagesOf = (folder: string) => entriesOf(folder, 'docs')
