import { createMachine, type setup as SetUp } from 'xstate'

type Implementations = Parameters<typeof createMachine>[1]

/**
 * XState's `setup` for types; of what it returns there are `createMachine` and `createStateConfig` alone. Its own brings
 * along every built-in action, used or not: 0.8 kB of each app's bundle.
 */
export const setup = (({ actors, actions, guards, delays }: NonNullable<Implementations>) => ({
  createStateConfig: <T>(config: T) => config,
  createMachine: (config: Parameters<typeof createMachine>[0]) =>
    createMachine(config, { actors, actions, guards, delays } as Implementations),
})) as unknown as typeof SetUp
