import type { SubstanceGuide, SubstancesFound } from '@anlan/contract/assistance.ts'
import type { Confidence } from '@anlan/contract/codec.ts'
import type { z } from 'zod'
import type { Work } from '../../../kernel/work/work.ts'
import type { EventFacts } from '../../event-report/api.ts'
import { type CurrentRecord, currentRecords } from '../../register/api.ts'
import { numbersIn } from './numbers.ts'

export const substanceLedger = 'hazardous-substances'
type Found = z.output<typeof SubstancesFound>['items']

/** A text that may name a substance, and how the reason calls it. */
interface Saying {
  where: string
  text: string
  /** The text is a name or a number by itself, not an account: part of a name is enough. */
  isName: boolean
}

/** Substances by UN number, CAS number, name or another name. */
export async function findSubstances(work: Work, text: string): Promise<Found> {
  return found(await currentRecords(work, substanceLedger), [{ where: '查询', text, isName: true }]).slice(0, 20)
}

/** Substances that an event names: what was filled in before what the account says. */
export async function substancesOf(work: Work, event: EventFacts): Promise<Found> {
  const filled = event.particulars
    .filter(one => one.code === 'unNumber' || one.code === 'substance')
    .map(one => ({ where: `登记的${one.label}`, text: String(one.value), isName: false }))
  const named = found(await currentRecords(work, substanceLedger), filled)
  // What is filled in decides; only without it the words of the account are looked through.
  const said = named.length > 0 ? named : await saidIn(work, event)
  return said.slice(0, 5)
}

const saidIn = async (work: Work, event: EventFacts): Promise<Found> =>
  found(await currentRecords(work, substanceLedger), [{ where: '情况中写明', text: event.text, isName: false }])

interface Hit {
  record: CurrentRecord
  words: string
  because: string
  rank: number
}

function found(records: CurrentRecord[], sayings: Saying[]): Found {
  const hits = sayings.flatMap(saying =>
    records.flatMap((record): Hit[] => {
      const match = matchOf(record, saying)
      return match ? [{ ...match, record, because: `${saying.where}“${match.words}”` }] : []
    }),
  )
  const isAccount = sayings.every(saying => !saying.isName)
  return hits
    .sort((a, b) => b.rank - a.rank)
    .filter((one, i, all) => all.findIndex(other => other.record.id === one.record.id) === i)
    .filter((one, _, all) => !isAccount || !all.some(other => hides(other, one)))
    .map(({ record, because }) => ({ guide: guideOf(record), because }))
}

/** In an account a longer name hides the shorter one inside it: who says 甲苯 does not speak of 苯. */
const hides = (longer: Hit, shorter: Hit) =>
  longer.words.length > shorter.words.length && longer.words.includes(shorter.words)

const namesOf = ({ values }: CurrentRecord): string[] =>
  [String(values['name'] ?? ''), ...String(values['aliases'] ?? '').split(/[、；;]/)]
    .map(one => one.trim())
    .filter(Boolean)

/** Numbers rank above names, longer names above shorter ones. */
function matchOf(record: CurrentRecord, { text, isName }: Saying): { words: string; rank: number } | null {
  const { un, cas } = numbersIn(text)
  const number = un.find(one => one === record.values['unNumber'])
  if (number) return { words: `UN ${number}`, rank: 300 }
  const casNumber = cas.find(one => one === record.values['cas'])
  if (casNumber) return { words: `CAS ${casNumber}`, rank: 200 }
  const names = namesOf(record)
  const said = names.filter(name => text.includes(name)).sort((a, b) => b.length - a.length)[0]
  if (said) return { words: said, rank: said.length + (text.trim() === said ? 100 : 0) }
  const partial = isName && text.trim().length > 0 && names.find(name => name.includes(text.trim()))
  return partial ? { words: partial, rank: 1 } : null
}

function guideOf({ id, values, updatedAt }: CurrentRecord): SubstanceGuide {
  const text = (name: string) => String(values[name] ?? '')
  const number = (name: string) => (typeof values[name] === 'number' ? (values[name] as number) : null)
  const distances = (size: 'small' | 'large') => ({
    isolation: number(`${size}Isolation`),
    dayKm: number(`${size}DayKm`),
    nightKm: number(`${size}NightKm`),
  })
  return {
    id,
    name: text('name'),
    aliases: text('aliases'),
    unNumber: text('unNumber'),
    cas: text('cas'),
    category: text('category'),
    state: text('state'),
    guide: text('guide'),
    isolation: number('isolation'),
    largeDownwind: number('largeDownwind'),
    fireIsolation: number('fireIsolation'),
    small: distances('small'),
    large: distances('large'),
    distanceMark: text('distanceMark') as Confidence,
    hazards: text('hazards'),
    fire: text('fire'),
    firstAid: text('firstAid'),
    water: text('water'),
    protection: text('protection'),
    spill: text('spill'),
    environment: text('environment'),
    source: text('source'),
    link: `/registers/${substanceLedger}?record=${id}`,
    updatedAt: updatedAt.toISOString(),
  }
}
