import { type Equipment, equipment, type HandoverView } from '@anlan/contract/handover.ts'
import type { World } from './world.ts'

/** A sheet as a careful officer fills it in. */
export const sheet = {
  equipment: Object.fromEntries(
    (Object.keys(equipment) as Equipment[]).map(name => [name, { state: 'normal' as const, note: '' }]),
  ),
  keysSeals: '钥匙 3 把、值班专用章 1 枚，清点无误',
  watch: '龙滩河水位',
  weather: '中雨转大雨',
  risk: '龙滩镇地灾点',
  notes: '',
  nothingHappened: false,
}

/** The night of 07-11 goes off (duty1 main, duty2 deputy, leader1), the day of 07-12 comes on at 08:30 (duty3, duty11, leader2). */
export async function nightGoesOff(world: World, time = '08:10:00') {
  await world.at(`2026-07-12T${time}+08:00`)
  const out = await world.as('duty1')
  const opened = await out.post<HandoverView>('/api/duty/handovers')
  return { out, into: await world.as('duty3'), opened, at: `/api/duty/handovers/${opened.body.id}` }
}

/** The outgoing side has filled in and signed. */
export async function signedOff(world: World, time?: string) {
  const story = await nightGoesOff(world, time)
  const saved = await story.out.put<HandoverView>(story.at, { ...sheet, nothingHappened: true, version: 1 })
  const signed = await story.out.post<HandoverView>(`${story.at}/outgoing-signature`, { version: saved.body.version })
  return { ...story, saved, signed }
}
