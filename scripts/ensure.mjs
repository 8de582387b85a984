/**
 * Makes a checkout ready: `node scripts/ensure.mjs install|start|test`. Runs before the npm commands, so it may use
 * nothing that has to be installed first. Does only what is missing or outdated.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { findChromium } from './chromium.mjs'

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))
const purpose = process.argv[2] ?? 'start'

const installation = { title: '安装依赖', isCurrent: isInstalled, bring: install }
const builds = [
  {
    title: '构建网页端',
    present: 'web/index.html',
    inputs: ['contract/src', 'web'],
    output: 'web/dist',
    command: ['node_modules/vite/bin/vite.js', 'build', 'web'],
  },
  {
    title: '构建服务端',
    present: 'server/src/main.ts',
    inputs: ['contract/src', 'server/src', 'demo/src', 'server/package.json', 'scripts/build-server.mjs'],
    output: 'server/dist',
    command: ['scripts/build-server.mjs'],
  },
].map(build => ({
  title: build.title,
  isCurrent: () => !existsSync(build.present) || read(join(build.output, '.stamp')) === inputsHash(build.inputs),
  bring: () => runBuild(build),
}))

requireNode(20, 19)
const steps = purpose === 'install' ? [installation] : [installation, ...builds]
if (!steps.every(step => step.isCurrent())) await underLock(() => bringAll(steps))
if (purpose === 'test') ensureChromium()

function requireNode(major, minor) {
  const [haveMajor, haveMinor] = process.versions.node.split('.').map(Number)
  if (haveMajor > major || (haveMajor === major && haveMinor >= minor)) return
  fail(`需要 Node.js ${major}.${minor} 或更高版本，当前为 ${process.versions.node}。`)
}

/** Another command may have done the work while this one waited for its turn, so each step asks again. */
function bringAll(steps) {
  for (const step of steps) {
    if (step.isCurrent()) continue
    const startedAt = Date.now()
    console.log(`${step.title}……`)
    step.bring()
    console.log(`${step.title}完成（${((Date.now() - startedAt) / 1000).toFixed(1)} 秒）`)
  }
}

function isInstalled() {
  const wanted = installationStamp()
  const stamp = parse(read('node_modules/.anlan-stamp'))
  if (stamp?.machine === wanted.machine && stamp.lock === wanted.lock) return true
  const madeElsewhere = stamp && stamp.machine !== wanted.machine
  if (madeElsewhere || !matchesLockFile()) return false
  // A developer's own `npm install` has brought exactly what the lock file says.
  writeFileSync('node_modules/.anlan-stamp', JSON.stringify(wanted))
  return true
}

function installationStamp() {
  return {
    machine: `${process.version} ${process.platform}-${process.arch}`,
    lock: createHash('sha256').update(readFileSync('package-lock.json')).digest('hex'),
  }
}

/** npm notes what it has installed in a lock file of its own, written last. */
function matchesLockFile() {
  const installed = parse(read('node_modules/.package-lock.json'))?.packages
  if (!installed) return false
  const wanted = parse(read('package-lock.json')).packages
  return Object.entries(wanted).every(([path, { version, optional, link }]) => {
    if (!path.includes('node_modules/') && path !== 'node_modules') return true
    if (link) return existsSync(path)
    return path in installed ? installed[path].version === version : optional
  })
}

function install() {
  // What starts with npm_ is what npm told this script; a fresh npm should find its settings by itself.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(lifecycle|package)_/.test(name)),
  )
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund']
  const npm = process.env.npm_execpath
  const result = npm
    ? spawnSync(process.execPath, [npm, ...args], { stdio: 'inherit', env })
    : spawnSync('npm', args, { stdio: 'inherit', env })
  if (result.status !== 0) fail('安装依赖失败，请检查网络与 npm 源设置后重试。')
  writeFileSync('node_modules/.anlan-stamp', JSON.stringify(installationStamp()))
}

function runBuild({ title, inputs, output, command }) {
  // Taken before the build: a file changed during it makes the next start build again.
  const hash = inputsHash(inputs)
  const result = spawnSync(process.execPath, command, { stdio: 'inherit' })
  if (result.status !== 0) fail(`${title}失败。`)
  writeFileSync(join(output, '.stamp'), hash)
}

function inputsHash(inputs) {
  const hash = createHash('sha256')
  for (const path of ['package-lock.json', ...inputs].filter(existsSync).flatMap(filesIn))
    hash.update(`${path}\0`).update(readFileSync(path)).update('\0')
  return hash.digest('hex')
}

function filesIn(path) {
  if (statSync(path).isFile()) return [path]
  return readdirSync(path, { withFileTypes: true })
    .filter(entry => entry.name !== 'dist' && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => filesIn(join(path, entry.name)))
}

/** Two commands started at once must not install over each other. */
async function underLock(work) {
  const lock = '.stamps/ensure.lock'
  mkdirSync(dirname(lock), { recursive: true })
  let told = false
  while (!takeLock(lock)) {
    if (!told) console.log('另一个命令正在安装或构建，等待其完成……')
    told = true
    await sleep(300)
  }
  process.on('exit', () => rmSync(lock, { force: true }))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1))
  work()
}

function takeLock(lock) {
  try {
    const file = openSync(lock, 'wx')
    writeSync(file, String(process.pid))
    closeSync(file)
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  if (isAbandoned(lock)) rmSync(lock, { force: true })
  return false
}

function isAbandoned(lock) {
  const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
  const holder = Number(read(lock))
  // Its number is written a moment after the file appears; and no installation takes half an hour.
  if (!holder) return age > 5_000
  if (age > 30 * 60_000) return true
  try {
    process.kill(holder, 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}

function ensureChromium() {
  if (findChromium()) return
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    console.log('安装测试用浏览器 Chromium 和中文字体……')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const aptGet = (...args) =>
      spawnSync('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args], {
        stdio: ['ignore', 'ignore', 'inherit'],
        env,
      }).status === 0
    aptGet('update')
    if (aptGet('install', '-y', 'chromium', 'fonts-noto-cjk') && findChromium()) return
  }
  console.log(
    '没有找到 Chromium，浏览器测试将无法进行。请安装 Chromium 或 Chrome（以及中文字体），或用 CHROMIUM_PATH 指明其路径。',
  )
}

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
