import { rmSync } from 'node:fs'
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { makeSampleStore, startPlatform } from './platform.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** One for each worker: what one journey does is not seen by another that runs beside it. */
    platformUrls: string[]
    /** A store with the sample county, for journeys that harm their platform. */
    sampleStore: string
    browserEndpoint: string
  }
}

/** One browser for all journeys of a run, and a platform for each worker; those that harm the platform start their own. */
export default async function setup(project: TestProject) {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
  const browser = await chromium.launchServer({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--lang=zh-CN'],
  })
  const sampleStore = await makeSampleStore()
  const platforms = await Promise.all(
    Array.from({ length: project.config.maxWorkers }, () => startPlatform(sampleStore)),
  )
  project.provide(
    'platformUrls',
    platforms.map(platform => platform.url),
  )
  project.provide('sampleStore', sampleStore)
  project.provide('browserEndpoint', browser.wsEndpoint())
  return async () => {
    await Promise.all([...platforms.map(platform => platform.stop()), browser.close()])
    rmSync(sampleStore, { recursive: true, force: true })
  }
}
