import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { round } from '../../lib/statistics.ts'
import { checkInstance } from './check.ts'
import { type Instance, readInstance } from './instance.ts'
import { madeUpInstance } from './made-up.ts'
import { type Answer, solveInstance, solvePlain } from './solve.ts'

/** Best costs known of the public instances 1 to 12, all of them proven. */
const bestKnown: Record<string, number> = {
  1: 607,
  2: 828,
  3: 1001,
  4: 1716,
  5: 1143,
  6: 1950,
  7: 1056,
  8: 1300,
  9: 439,
  10: 4631,
  11: 3443,
  12: 4040,
}

/** The folder with the public instances, which are no part of the project: files Instance1.txt to Instance24.txt. */
export const instancesVariable = 'BENCH_ROSTER_INSTANCES'

const secondsEach = 60
const quickSeconds = 10
/** No further public instance is begun after so long. */
const mostMinutes = 25
/** The goal is stated for these. */
const goalInstances = 8

/** Shapes of the first public instances, from our own generator: always measured. */
const ownShapes = {
  own14x8: { seed: 1, weeks: 2, staff: 8, shifts: 1 },
  own14x14: { seed: 2, weeks: 2, staff: 14, shifts: 2 },
  own28x16: { seed: 1, weeks: 4, staff: 16, shifts: 2 },
  own28x30: { seed: 3, weeks: 4, staff: 30, shifts: 4 },
} as const
const quickShapes = ['own14x8', 'own14x14']

export interface PublicFigures {
  figures: Record<string, unknown>
  assertions: string[]
  failures: string[]
}

/** The public shift-scheduling instances, if they are here, and our own of the same shape: ours beside plain HiGHS, each for as long. */
export async function benchInstances(quick: boolean): Promise<PublicFigures> {
  const result: PublicFigures = { figures: {}, assertions: [], failures: [] }
  const seconds = quick ? quickSeconds : secondsEach
  for (const [name, shape] of Object.entries(ownShapes))
    if (!quick || quickShapes.includes(name)) await measure(name, madeUpInstance(shape), seconds, undefined, result)
  const folder = process.env[instancesVariable]
  if (!folder) {
    result.assertions.push(`未设置 ${instancesVariable}，公开排班算例不在本项目中，已跳过，只测自造算例`)
    return result
  }
  const files = filesIn(folder, result.failures)
  const startedAt = performance.now()
  const gaps: number[] = []
  for (const { file, number } of quick ? files.slice(0, 3) : files) {
    if (performance.now() - startedAt > mostMinutes * 60_000) {
      result.assertions.push(`${file}：时间已到，没有测`)
      continue
    }
    let instance: Instance
    try {
      instance = readInstance(readFileSync(join(folder, file), 'utf8'), file)
    } catch (error) {
      result.failures.push((error as Error).message)
      continue
    }
    const gap = await measure(`instance${number}`, instance, seconds, bestKnown[number], result)
    if (gap !== undefined && number <= goalInstances) gaps.push(gap)
  }
  // The goal is for all eight; the mean of fewer would say something else.
  if (gaps.length === goalInstances) result.figures.publicMeanGapPercent = round(mean(gaps))
  return result
}

const mean = (list: number[]) => list.reduce((sum, one) => sum + one, 0) / list.length

function filesIn(folder: string, failures: string[]) {
  if (!existsSync(folder)) {
    failures.push(`${instancesVariable} 指向的文件夹 ${folder} 不存在`)
    return []
  }
  const files = readdirSync(folder).flatMap(file => {
    const number = Number(/^Instance(\d+)\.txt$/i.exec(file)?.[1])
    return number > 0 ? [{ file, number }] : []
  })
  if (files.length === 0) failures.push(`${folder} 里没有 Instance1.txt 等算例文件`)
  return files.sort((a, b) => a.number - b.number)
}

/** Prints and notes one instance; returns the gap to the best known in per cent, if both are there. */
async function measure(
  name: string,
  instance: Instance,
  seconds: number,
  known: number | undefined,
  { figures, failures }: PublicFigures,
): Promise<number | undefined> {
  const ours = await solveInstance(instance, seconds)
  const plain = await solvePlain(instance, seconds)
  const broken = [...wrongIn(instance, ours, known), ...wrongIn(instance, plain, known)]
  failures.push(...broken.map(message => `${name}: ${message}`))
  const gap = known && ours.roster ? (100 * (ours.objective - known)) / known : undefined
  // Both bounds hold whoever found them.
  const bound = Math.max(ours.bound, plain.bound)
  const line = {
    objective: shown(ours.objective),
    bound: ours.bound,
    status: ours.status,
    seconds: round(ours.seconds),
    plain: {
      objective: shown(plain.objective),
      bound: plain.bound,
      status: plain.status,
      seconds: round(plain.seconds),
    },
    gapToBoundPercent: ours.roster
      ? shown(round((100 * (ours.objective - bound)) / Math.max(1, ours.objective)))
      : null,
    ...(known && { known, gapPercent: gap === undefined ? null : round(gap) }),
    checker: broken.length === 0 ? 'ok' : broken,
  }
  figures[name] = line
  process.stdout.write(`${name} ${JSON.stringify(line)}\n`)
  return gap
}

const shown = (value: number) => (Number.isFinite(value) ? value : null)

/** What is wrong about an answer: rules, cost, or a bound above a roster. */
export function wrongIn(instance: Instance, answer: Answer, known?: number): string[] {
  const wrong: string[] = []
  if (known !== undefined && answer.bound > known) wrong.push(`bound ${answer.bound} above the best known ${known}`)
  if (!answer.roster) return answer.status === 'optimal' ? [...wrong, 'no roster'] : wrong
  const { broken, objective } = checkInstance(instance, answer.roster)
  wrong.push(...broken.map(one => one.message))
  if (objective !== answer.objective) wrong.push(`costs ${objective}, not ${answer.objective}`)
  if (answer.bound > objective) wrong.push(`bound ${answer.bound} above the roster's ${objective}`)
  return wrong
}
