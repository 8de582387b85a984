/** Types, lint and format, module boundaries; all of them run even when one fails. */
import { spawnSync } from 'node:child_process'

const checks = [
  { title: '类型', command: ['node_modules/typescript/bin/tsc', '--noEmit'] },
  { title: '代码规范与格式', command: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'] },
  {
    title: '模块边界',
    command: ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.boundaries.config.ts'],
  },
]

const failed = checks.filter(({ title, command }) => {
  const startedAt = Date.now()
  const passed = spawnSync(process.execPath, command, { stdio: 'inherit' }).status === 0
  console.log(`${title}：${passed ? '通过' : '未通过'}（${((Date.now() - startedAt) / 1000).toFixed(1)} 秒）`)
  return !passed
})

if (failed.length > 0) {
  console.error(`检查未通过：${failed.map(({ title }) => title).join('、')}`)
  process.exitCode = 1
}
