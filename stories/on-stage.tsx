import type { Loader } from '@storybook/react-vite'
import { CibaProvider } from 'react-ciba'
import type { Stage } from 'react-ciba/testing'
import type { ReactNode } from 'react'

/** What a story was loaded with: its stage, and how many calls the walk made before anything was rendered. */
export interface OnStage extends Stage {
  callsBefore: number
}

/** Plays before the story is rendered, on a stage of its own each time. */
export const stageLoader =
  (set: () => Stage | Promise<Stage>): Loader =>
  async () => {
    const stage = await set()
    return { ...stage, callsBefore: stage.client.calls.length }
  }

/** Story context knows that something was loaded, not what. */
export const loadedStage = (loaded: Record<string, unknown>) => loaded as unknown as OnStage

export function Staged({ loaded, children }: { loaded: Record<string, unknown>; children: ReactNode }) {
  return <CibaProvider controller={loadedStage(loaded).controller}>{children}</CibaProvider>
}
