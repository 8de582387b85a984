import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { startPlatform } from './platform.ts'

declare module 'vitest' {
  interface ProvidedContext {
    platformUrl: string
    browserEndpoint: string
  }
}

/** One platform and one browser for all journeys of a run; those that harm the platform start their own. */
export default async function setup(project: TestProject) {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
  const browser = await chromium.launchServer({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--lang=zh-CN'],
  })
  const platform = await startPlatform()
  project.provide('platformUrl', platform.url)
  project.provide('browserEndpoint', browser.wsEndpoint())
  return () => Promise.all([platform.stop(), browser.close()])
}
