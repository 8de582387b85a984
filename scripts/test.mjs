/**
 * All tests, or with the argument `journeys` only those in the browser. The stories run on the embedded PostgreSQL,
 * and once more on a server's when there is one. Last line: `N passed, N failed`.
 */
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { tsImport } from 'tsx/esm/api'
import { findChromium } from './chromium.mjs'

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))

/** Every process that the tests start inherits this, so that those left behind can be told from all others. */
const runMark = `ANLAN_TEST_RUN=${randomUUID()}`
/** All temporary files of the run are made in here, so that an interrupted one leaves none. */
const scratch = mkdtempSync(join(tmpdir(), 'anlan-test-'))
chmodSync(scratch, 0o711) // Root's PostgreSQL runs as another user, who has to pass through.
const total = { passed: 0, failed: 0 }
let current = null
let interrupted = false

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.once(signal, async () => {
    interrupted = true
    if (current) stopGroup(current, 'SIGTERM')
    await endLeftovers()
    console.error('测试被中断。')
    total.failed += 1
    await finish()
  })

if (process.argv[2] !== 'journeys') await testStories()
await testJourneys()
await endLeftovers()
await finish()

async function testStories() {
  await runVitest('规则与场景（内嵌数据库）', [], { TEST_DATABASE_URL: '', TEST_POSTGRES: '' })

  // What never asks a database, or asks it only who is there, gives the same answer beside another one.
  const withoutDatabase = [
    ...['server/src/kernel/postgres/**', 'server/src/kernel/files/**', 'server/src/kernel/http/https.test.ts'],
    ...['server/src/authorisation.test.ts', 'server/src/malformed.test.ts', 'server/src/modules/plan-import/**'],
    ...['server/src/modules/document/pdf/**', '**/solver/**', '**/sheets/hostile-files.test.ts'],
    '**/rules.test.ts',
  ]
  const again = ['server', 'demo', ...withoutDatabase.flatMap(files => ['--exclude', files]), '--passWithNoTests']
  const installed = process.env.TEST_DATABASE_URL ? null : await installedPostgres()
  if (process.env.TEST_DATABASE_URL) await runVitest('场景（TEST_DATABASE_URL 的数据库服务器）', again, {})
  else if (installed) await runVitest(`场景（本机 PostgreSQL ${installed}）`, again, { TEST_POSTGRES: 'installed' })
  else
    console.log(
      '没有可用的数据库服务器（TEST_DATABASE_URL 未设置，本机也没有 PostgreSQL 程序），跳过在其上的重复测试。',
    )
}

async function installedPostgres() {
  const { oldestInstalledRuntime } = await tsImport('../server/src/kernel/postgres/runtime.ts', import.meta.url)
  const { unprivilegedAccount } = await tsImport('../server/src/kernel/postgres/server-account.ts', import.meta.url)
  return oldestInstalledRuntime(unprivilegedAccount())?.version
}

async function testJourneys() {
  const walks = readdirSync('journeys', { recursive: true }).filter(
    path => path.endsWith('.journey.ts') && !path.includes('node_modules'),
  )
  if (walks.length === 0) return
  const chromium = findChromium()
  if (!chromium) {
    console.error('没有找到 Chromium，浏览器测试未能进行。')
    total.failed += walks.length
    return
  }
  await runVitest('浏览器走查', ['--config', 'vitest.journeys.config.ts'], { CHROMIUM_PATH: chromium })
}

async function runVitest(title, args, settings) {
  console.log(`\n${title}`)
  const output = join(scratch, `${randomUUID()}.json`)
  const [name, value] = runMark.split('=')
  current = spawn(
    process.execPath,
    [
      ...['node_modules/vitest/vitest.mjs', 'run', ...args],
      ...['--retry=1', '--reporter=default', '--reporter=json', '--reporter=./scripts/second-attempts.mjs'],
      `--outputFile.json=${output}`,
    ],
    // A group of its own, to be ended as a whole.
    {
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
      // Built anew before the tests (ensure.mjs).
      env: { ...process.env, ...settings, TMPDIR: scratch, [name]: value, ANLAN_TEST_BUILT: resolve('server/dist') },
    },
  )
  const runner = current
  const status = await new Promise(resolve => {
    runner.once('exit', resolve)
    runner.once('error', () => resolve(null))
  })
  current = null
  if (interrupted) await new Promise(() => {}) // The handler of the signal ends the run.
  await endLeftovers()

  const { passed, failed } = countTests(output)
  total.passed += passed
  // A runner may also fail as a whole: a setup that broke, an error outside of any test.
  total.failed += failed === 0 && status !== 0 ? 1 : failed
}

function countTests(output) {
  if (!existsSync(output)) return { passed: 0, failed: 0 } // The runner's own status tells that it broke.
  const report = JSON.parse(readFileSync(output, 'utf8'))
  const brokenFiles = report.testResults.filter(
    file => file.status === 'failed' && !file.assertionResults.some(test => test.status === 'failed'),
  )
  return { passed: report.numPassedTests, failed: report.numFailedTests + brokenFiles.length }
}

/** Servers and browsers of a test that broke off. */
async function endLeftovers() {
  for (const signal of ['SIGTERM', 'SIGKILL']) {
    for (let patience = 20; patience > 0; patience--) {
      const left = leftovers()
      if (left.length === 0) return
      if (patience === 20) for (const pid of left) kill(pid, signal)
      await sleep(100)
    }
  }
}

function leftovers() {
  return processes().filter(pid => pid !== process.pid && startedWith(pid).includes(runMark))
}

/** Only Linux tells about processes what is asked here. */
function processes() {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .map(Number)
    .filter(pid => pid > 0)
}

function startedWith(pid) {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0')
  } catch {
    return []
  }
}

function stopGroup(child, signal) {
  kill(-child.pid, signal)
}

function kill(pid, signal) {
  try {
    process.kill(pid, signal)
  } catch {
    // Already gone.
  }
}

async function finish() {
  // A database whose test was ended shuts down by itself, but not in an instant.
  for (let patience = 50; patience > 0 && workingIn(scratch).length > 0; patience--) await sleep(100)
  for (const pid of workingIn(scratch)) kill(pid, 'SIGKILL')
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 })
  console.log(`${total.passed} passed, ${total.failed} failed`)
  process.exit(total.failed > 0 ? 1 : 0)
}

function workingIn(directory) {
  return processes().filter(pid => workingDirectory(pid)?.startsWith(`${directory}/`))
}

function workingDirectory(pid) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return null
  }
}
