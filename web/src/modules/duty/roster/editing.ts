import type { AssignmentView, BrokenRule, RoomView, RosterView } from '@anlan/contract/roster.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Refusal, saidOf } from '../../../ui/http.ts'
import { rosterQuery, useChangeCells } from './requests.ts'

export type Cell = AssignmentView
type Change = Pick<Cell, 'slotKey' | 'post' | 'place' | 'personId' | 'onSite'>
/** One change by hand, in words, and what it makes of the cells. */
export interface Step {
  words: string
  changes: Change[]
}

const placeOf = (one: Pick<Cell, 'slotKey' | 'post' | 'place'>) => `${one.slotKey} ${one.post} ${one.place}`
const put = ({ slotKey, post, place, personId, onSite }: Cell, to: Partial<Change> = {}): Change => ({
  ...{ slotKey, post, place, personId, onSite },
  ...to,
})
/** 12月3日 白班, as the step says it. */
const cellName = (roster: RosterView, cell: Cell) => {
  const slot = roster.slots.find(one => one.key === cell.slotKey)
  return slot ? `${Number(slot.day.slice(5, 7))}月${Number(slot.day.slice(8))}日${slot.name}` : ''
}

export const replaced = (
  roster: RosterView,
  cell: Cell,
  personId: string | null,
  name: string,
  onSite: boolean,
): Step => ({
  words: `${cellName(roster, cell)}由${cell.personName ?? '空缺'}改为${personId ? name : '空缺'}`,
  changes: [put(cell, { personId, onSite })],
})

/**
 * What it means to put somebody on another place: into a gap he moves; where somebody stands the two change places. `ask`: the other may not
 * hold the post that would become his, so that only moving there, with a gap left behind, is possible, which the clerk has to want.
 */
export function moved(
  roster: RosterView,
  pool: RoomView['pool'],
  from: Cell,
  to: Cell,
): Step | { no: string } | { ask: string; step: Step } {
  const may = (person: string | null, post: Cell['post']) =>
    pool.some(one => one.personId === person && one.posts.includes(post) && one.trained && !one.isGuard)
  if (!may(from.personId, to.post)) return { no: `${from.personName ?? ''}不能任这个岗位` }
  const move: Step = {
    words: `${from.personName}由${cellName(roster, from)}改到${cellName(roster, to)}`,
    changes: [put(to, { personId: from.personId }), put(from, { personId: null })],
  }
  if (to.personId === null) return move
  if (to.personId === from.personId) return { no: '两个班次是同一个人' }
  if (!may(to.personId, from.post))
    return { ask: `${to.personName}不能任对方的岗位，不能对调。由${from.personName}顶替，原来的班次空缺？`, step: move }
  return {
    words: `${from.personName}（${cellName(roster, from)}）与${to.personName}（${cellName(roster, to)}）对调`,
    changes: [put(to, { personId: from.personId }), put(from, { personId: to.personId })],
  }
}

/** Changes a draft step by step: each is saved at once with the version that was read, can be undone, and is kept when somebody was faster. */
export function useEditing(roster: RosterView) {
  const queries = useQueryClient()
  const change = useChangeCells(roster.id)
  const [done, setDone] = useState<(Step & { before: Change[] })[]>([])
  const [said, setSaid] = useState<string | null>(null)
  const [refused, setRefused] = useState<{ step: Step; others: string[] } | null>(null)
  const latest = () => queries.getQueryData(rosterQuery(roster.id).queryKey) ?? roster

  const send = async (step: Step, changes: Change[]) => {
    setSaid(null)
    setRefused(null)
    try {
      await change.mutateAsync({ version: latest().version, changes })
    } catch (error) {
      if (error instanceof Refusal && error.body.code === 'duty/roster-changed') {
        setRefused({ step, others: error.fields.map(field => field.message) })
        await queries.invalidateQueries(rosterQuery(roster.id))
      } else setSaid(saidOf(error))
      throw error
    }
  }
  const run = async (step: Step) => {
    const known = new Map(latest().assignments.map(one => [placeOf(one), one]))
    const before = step.changes.flatMap(one => known.get(placeOf(one)) ?? []).map(one => put(one))
    await send(step, step.changes)
    setDone(steps => [...steps, { ...step, before }])
  }
  const last = done.at(-1)
  const undo = async () => {
    if (!last) return
    const now = new Map(latest().assignments.map(one => [placeOf(one), one]))
    if (last.changes.some(one => now.get(placeOf(one))?.personId !== one.personId))
      return setSaid('这些班次后来又改过，不能撤销，请逐个调整')
    await send({ words: `撤销：${last.words}`, changes: last.before }, last.before)
    setDone(steps => steps.slice(0, -1))
  }
  const touched = last?.changes ?? []
  return {
    run,
    /** For hands that cannot wait: what went wrong stands in the bar. */
    tryRun: (step: Step) => void run(step).catch(() => {}),
    undo: () => void undo().catch(() => {}),
    refuse: (words: string) => setSaid(words),
    giveUp: () => setRefused(null),
    busy: change.isPending,
    last,
    said,
    refused,
    touched: new Set(touched.map(placeOf)),
    broken: roster.unmet.filter(rule => isAbout(roster, rule, touched)),
  }
}
export type Editing = ReturnType<typeof useEditing>

/** Whether a broken rule has to do with the cells that were touched: their shifts, or their people around these days. */
function isAbout(roster: RosterView, rule: BrokenRule, touched: Change[]): boolean {
  const days = touched.flatMap(one => roster.slots.find(slot => slot.key === one.slotKey)?.day ?? [])
  return touched.some(one => one.slotKey === rule.slotKey) || (rule.day !== null && days.includes(rule.day))
    ? true
    : touched.some(one => one.personId !== null && one.personId === rule.personId)
}
