import type { TestProject } from 'vitest/node'
import { startPlatform } from './platform.ts'

declare module 'vitest' {
  interface ProvidedContext {
    platformUrl: string
  }
}

/** One platform for all journeys of a run; those that harm it start their own. */
export default async function setup(project: TestProject) {
  const platform = await startPlatform()
  project.provide('platformUrl', platform.url)
  return () => platform.stop()
}
