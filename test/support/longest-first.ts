import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that wait for longest, whatever the machine: begun last they would be waited for alone. */
const LONGEST = ['frozen-tab', 'faults', 'sign-in', 'authsec-rows', 'systems', 'health', 'pages']

const rankOf = ({ moduleId }: TestSpecification) => {
  const rank = LONGEST.findIndex((name) => moduleId.endsWith(`/e2e/${name}.test.ts`))
  return rank < 0 ? LONGEST.length : rank
}

/** Vitest's own order, with those first. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.sort((a, b) => rankOf(a) - rankOf(b))
  }
}
