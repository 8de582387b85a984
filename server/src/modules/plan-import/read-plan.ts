import { planProposalValues } from '@anlan/contract/plan-import.ts'
import { aboutOf } from './lists/about.ts'
import { contactsOf } from './lists/contacts.ts'
import { evacuationOf } from './lists/evacuation.ts'
import { linksOf } from './lists/links.ts'
import { resourcesOf } from './lists/resources.ts'
import { commandOf } from './organisation/command.ts'
import { groupsOf } from './organisation/groups.ts'
import { chaptersOf } from './outline/chapters.ts'
import { outlineOf } from './outline/outline.ts'
import type { AnyDraft } from './propose.ts'
import type { RawBlock } from './reading/blocks.ts'
import { closingOf } from './response/ending.ts'
import { tableSayings } from './response/level-tables.ts'
import { levelsOf } from './response/levels.ts'
import { stepsOf } from './response/measures.ts'
import { sayingsOf } from './response/scan.ts'

export interface ReadPlan {
  paragraphs: { text: string; label: string; inTable: boolean }[]
  drafts: AnyDraft[]
}

/** Most of one kind that a plan can hold (contract/plan.ts); what is above stays in the chapters. */
const most: Partial<Record<AnyDraft['kind'], number>> = {
  step: 400,
  group: 30,
  contact: 200,
  resource: 100,
  link: 30,
  evacuation: 100,
  closing: 10,
  chapter: 200,
}

/**
 * What a document says as proposals. Rules and dictionaries only: the same text always gives the same answer, every value stands in the text, and what
 * the text does not say stays empty. `simplify` maps traditional characters one to one.
 */
export function readPlan(blocks: RawBlock[], simplify: (text: string) => string): ReadPlan {
  const document = outlineOf(blocks, simplify)
  const about = aboutOf(document)
  const command = commandOf(document)
  const groups = groupsOf(document)
  const sayings = [...sayingsOf(document, about), ...tableSayings(document)]
  const drafts = [
    ...(about.draft ? [about.draft] : []),
    ...chaptersOf(document),
    ...command.drafts,
    ...groups.drafts,
    ...levelsOf(sayings, about),
    ...stepsOf(sayings, groups.keys),
    ...closingOf(document, sayings),
    ...evacuationOf(document),
    ...contactsOf(document),
    ...resourcesOf(document),
    ...linksOf(document, about.title),
  ]
  const counts = new Map<string, number>()
  return {
    paragraphs: document.paragraphs,
    drafts: once(drafts).flatMap((one): AnyDraft[] => {
      const count = (counts.get(one.kind) ?? 0) + 1
      counts.set(one.kind, count)
      const parsed = planProposalValues[one.kind].safeParse(one.value)
      return parsed.success && count <= (most[one.kind] ?? 400) ? [{ ...one, value: parsed.data } as AnyDraft] : []
    }),
  }
}

/** The same said twice in the same place is proposed once. */
function once(drafts: AnyDraft[]): AnyDraft[] {
  const seen = new Set<string>()
  return drafts.filter(one => {
    const value = { ...one.value, key: undefined }
    const is = JSON.stringify([one.kind, value, one.kind === 'trigger' ? 0 : one.source])
    return !seen.has(is) && seen.add(is)
  })
}
