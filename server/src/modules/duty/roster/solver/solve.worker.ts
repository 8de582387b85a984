import { writeSync } from 'node:fs'
import type { RosterProblem } from '../rules/problem.ts'
import { solveRoster } from './solve.ts'

/** Runs capped and alone: the problem comes in as JSON, the roster goes out, how far it is as lines on descriptor 3. Solving blocks this process, not the server. */
const chunks: Buffer[] = []
for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
const { problem, seconds } = JSON.parse(Buffer.concat(chunks).toString()) as { problem: RosterProblem; seconds: number }
const solved = await solveRoster(problem, seconds, progress => writeSync(3, `${JSON.stringify(progress)}\n`))
process.stdout.write(JSON.stringify(solved))
