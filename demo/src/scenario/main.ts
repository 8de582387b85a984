import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Client } from './client.ts'
import { Scenario, type Tally } from './scenario.ts'
import { dayOfA, replayFlood } from './scenario-a.ts'
import { dayOfB, replaySpill } from './scenario-b.ts'
import { dayOfC, replayFire } from './scenario-c.ts'
import { startServer } from './server.ts'

const scenarios = {
  A: { title: '夜间山洪', day: dayOfA, replay: replayFlood },
  B: { title: '高速公路盐酸罐车泄漏', day: dayOfB, replay: replaySpill },
  C: { title: '清明森林火灾', day: dayOfC, replay: replayFire },
}
export type ScenarioName = keyof typeof scenarios

/** Replays one scenario on a platform and a store of its own, over HTTP and with a virtual clock. Always stops what it started. */
export async function runScenario(name: ScenarioName, print: (line: string) => void = console.log): Promise<Tally> {
  const { title, day, replay } = scenarios[name]
  print(`情景 ${name} ${title}`)
  const server = await startServer()
  try {
    const client = new Client(server.url)
    await client.readUnits()
    const scenario = new Scenario(client, day, print)
    await replay(scenario)
    const { ok, later, failed } = scenario.tally
    print(`情景 ${name}：ok ${ok}，later ${later}，failed ${failed}`)
    return scenario.tally
  } finally {
    await server.stop()
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const asked = process.argv[2] ?? 'all'
  const names = (asked === 'all' ? Object.keys(scenarios) : [asked.toUpperCase()]) as ScenarioName[]
  if (names.some(name => !(name in scenarios))) {
    console.error(`用法：npm run scenario -- ${Object.keys(scenarios).join('|')}|all`)
    process.exit(2)
  }
  try {
    let failed = 0
    for (const name of names) failed += (await runScenario(name)).failed
    process.exitCode = failed > 0 ? 1 : 0
  } catch (error) {
    console.error((error as Error).message)
    process.exitCode = 1
  }
}
