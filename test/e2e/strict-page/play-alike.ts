import { playScenario, type ScenarioName, type Stage } from 'react-ciba/testing'

/** Plays a scenario without chance, so that the server's page and the browser's are the same to the last id. */
export async function playAlike(name: ScenarioName): Promise<Stage> {
  const { getRandomValues } = crypto
  crypto.getRandomValues = (bytes) => bytes
  try {
    return await playScenario(name)
  } finally {
    crypto.getRandomValues = getRandomValues
  }
}
