import { readdirSync } from 'node:fs'
import { Converter } from 'opencc-js/t2cn'
import { describe, expect, test } from 'vitest'
import { type ReadPlan, readPlan } from '../read-plan.ts'
import { readDocx } from '../reading/docx.ts'
import { readText } from '../reading/plain-text.ts'
import type { TestDocument } from './document.ts'
import { scoresOf } from './measure.ts'
import { writeWordFile } from './word-file.ts'
import { writeDocx, writeText } from './write-docx.ts'

const documents: TestDocument[] = []
for (const name of ['documents/', 'unseen/', 'holdout/']) {
  const folder = new URL(name, import.meta.url)
  for (const file of readdirSync(folder))
    documents.push(...Object.values((await import(new URL(file, folder).href)) as Record<string, TestDocument>))
}
const simplify = Converter({ from: 't', to: 'cn' })
const fileOf = async (document: TestDocument) =>
  readDocx(document.worn ? writeWordFile(document.blocks) : await writeDocx(document.blocks))
/** Each document is written and read once for all that is asked of it. */
const read = new Map(
  await Promise.all(
    documents.map(
      async one =>
        [
          one.name,
          readPlan(one.as === 'docx' ? await fileOf(one) : readText(writeText(one.blocks)), simplify),
        ] as const,
    ),
  ),
)
const readOf = (document: TestDocument) => read.get(document.name) as ReadPlan

/** What at least must be found of each kind over all documents, and how much of what was found may be wrong. */
const wanted: Record<string, { recall: number; precision: number }> = {
  levels: { recall: 1, precision: 1 },
  triggers: { recall: 0.98, precision: 0.99 },
  steps: { recall: 0.97, precision: 0.97 },
  groups: { recall: 0.98, precision: 0.98 },
  command: { recall: 0.97, precision: 0.98 },
  duties: { recall: 0.97, precision: 0.98 },
  contacts: { recall: 0.97, precision: 0.98 },
  evacuation: { recall: 0.97, precision: 0.98 },
}

describe(`${documents.length} plans in the wording of counties`, () => {
  test('what they say is found, and nothing that they do not say', () => {
    const all = new Map<string, { expected: number; found: number; wrong: string[]; missing: string[] }>()
    for (const document of documents)
      for (const { kind, ...score } of scoresOf(document, readOf(document).drafts)) {
        const sum = all.get(kind) ?? { expected: 0, found: 0, wrong: [], missing: [] }
        const named = (one: string) => `${document.name}: ${one}`
        all.set(kind, {
          expected: sum.expected + score.expected,
          found: sum.found + score.found,
          wrong: [...sum.wrong, ...score.wrong.map(named)],
          missing: [...sum.missing, ...score.missing.map(named)],
        })
      }
    const poor = [...all].flatMap(([kind, { expected, found, wrong, missing }]) => {
      const recall = found / Math.max(1, expected)
      const precision = found / Math.max(1, found + wrong.length)
      return expected > 0 && (recall < (wanted[kind]?.recall ?? 1) || precision < (wanted[kind]?.precision ?? 1))
        ? [{ kind, recall, precision, missing, wrong }]
        : []
    })
    expect(poor).toEqual([])
  })

  test.each(documents.map(one => [one.name, one] as const))(
    '%s: every proposal stands in the paragraph it names, every word of it in its sentences',
    (_, document) => {
      const { drafts, paragraphs } = readOf(document)
      for (const one of drafts) {
        const sources = [one.source, ...one.also]
        for (const { paragraph, sentence } of sources) expect(paragraphs[paragraph - 1]?.text).toContain(sentence)
        expect(one.confidence).toBeGreaterThan(0)
        expect(one.confidence).toBeLessThanOrEqual(1)
        expect(one.reason).not.toBe('')
        if (one.kind === 'chapter') continue
        const said = sources
          .map(each => each.sentence)
          .join('\n')
          .replaceAll(/\s+/g, '')
        for (const words of textsOf(one.value))
          expect(said, `${one.kind}: ${words}`).toContain(words.replaceAll(/\s+/g, ''))
      }
    },
  )
})

const ours = new Set([
  'key',
  'code',
  'kind',
  'topic',
  'role',
  'priority',
  'relation',
  'group',
  'bearer',
  'colour',
  'label',
  'indicator',
  'indicators',
  'unit',
  'circumstance',
  'warning',
  'after',
])
/** Every line of text that a proposal would put into the plan. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.split('\n').filter(line => line !== '')
  if (Array.isArray(value)) return value.flatMap(textsOf)
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([name, each]) => (ours.has(name) ? [] : textsOf(each)))
}
