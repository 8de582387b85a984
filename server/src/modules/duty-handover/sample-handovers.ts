import { randomUUID } from 'node:crypto'
import { type Equipment, equipment, type HandoverPerson, type HandoverSheet } from '@anlan/contract/handover.ts'
import { settingOf } from '../../kernel/setting-rows.ts'
import type { Work } from '../../kernel/work/work.ts'
import { type NamedShift, numbers, type ShiftChange, shiftChangesOf, startOfShift } from '../duty/api.ts'
import type { FrozenItem } from './schema.ts'
import { openBeforeMinutes, signWithinMinutes } from './settings.ts'
import { peopleOf } from './sheet/people.ts'

/** Whose past changes of shift are written, and the one among them that has not signed the latest. */
export interface SampleDesks {
  county: string
  towns: string[]
  unsigned: string
}

const daysBack = 7
const dayMs = 86_400_000
const after = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000)

/** Handovers of the week so far: signed by both sides and the leader, now and then late, one township's latest unsigned. */
export async function loadSampleHandovers(work: Work, desks: SampleDesks): Promise<void> {
  const next = numbers(20_261_125)
  const limits = {
    openBefore: await settingOf(work, openBeforeMinutes),
    signWithin: await settingOf(work, signWithinMinutes),
  }
  for (const [i, unitId] of [desks.county, ...desks.towns].entries()) {
    const isCounty = unitId === desks.county
    const changes = await shiftChangesOf(work, unitId, new Date(work.now.getTime() - daysBack * dayMs), work.now)
    for (const [j, change] of changes.entries()) {
      const isLatest = j === changes.length - 1
      const isUnsigned = isLatest && unitId === desks.unsigned
      await write(work, { unitId, isCounty, change, next, isUnsigned, isLate: (i * 5 + j) % 23 === 9, ...limits })
    }
  }
}

interface PastHandover {
  unitId: string
  isCounty: boolean
  change: ShiftChange<NamedShift>
  next: () => number
  isUnsigned: boolean
  isLate: boolean
  openBefore: number
  signWithin: number
}

async function write(work: Work, past: PastHandover) {
  const { unitId, change, next, isCounty, isUnsigned, openBefore, signWithin } = past
  const outgoing = peopleOf(change.outgoing)
  const incoming = peopleOf(change.incoming)
  const leaders = peopleOf(change.leaders)
  const main = (people: HandoverPerson[]) => people.find(one => one.post.includes('主班')) ?? people[0]
  const [gives, takes] = [main(outgoing), main(incoming)]
  const signedBy = after(
    change.at,
    past.isLate ? signWithin + 8 + Math.floor(next() * 20) : -1 - Math.floor(next() * 6),
  )
  const isSigned = !isUnsigned && gives && takes && signedBy <= work.now
  const leader = leaders.find(one => one.personId !== gives?.personId && one.personId !== takes?.personId)
  const leaderAt = after(signedBy, 12 + Math.floor(next() * 40))
  const items = openThen(isCounty, next)
  const id = randomUUID()
  await work.tx
    .insertInto('duty_handover')
    .values({
      id,
      unit_id: unitId,
      at: change.at,
      shift_started_at: startOfShift(change),
      sign_by: after(change.at, signWithin),
      version: isSigned ? 4 : 1,
      sheet: JSON.stringify(sheetOf(isCounty, isSigned ? next : null)),
      opened_at: after(change.at, -openBefore),
      ...(isSigned && {
        outgoing: JSON.stringify(outgoing),
        items: JSON.stringify(items),
        outgoing_signed_at: after(signedBy, -4 - Math.floor(next() * 5)),
        outgoing_person_id: gives.personId,
        outgoing_name: gives.name,
        incoming: JSON.stringify(incoming),
        leaders: JSON.stringify(leaders),
        incoming_signed_at: signedBy,
        incoming_person_id: takes.personId,
        incoming_name: takes.name,
        ...(leader &&
          leaderAt <= work.now && {
            leader_signed_at: leaderAt,
            leader_person_id: leader.personId,
            leader_name: leader.name,
          }),
      }),
    })
    .execute()
  if (isSigned && items.length)
    await work.tx
      .insertInto('duty_handover_acknowledgement')
      .values(
        items.map(item => ({
          handover_id: id,
          key: item.key,
          person_id: takes.personId,
          by_name: takes.name,
          at: after(signedBy, -2),
        })),
      )
      .execute()
}

/** What a township's room does not have. */
const absentBelow: Equipment[] = ['fax', 'satellite']

/** A sheet nobody has touched yet when `next` is null: only what the room does not have is known. */
function sheetOf(isCounty: boolean, next: (() => number) | null): HandoverSheet {
  const names = Object.keys(equipment) as Equipment[]
  const isAbsent = (name: Equipment) => !isCounty && absentBelow.includes(name)
  const known = next ? names : names.filter(isAbsent)
  const broken = next && next() > 0.85 ? 'radio' : null
  return {
    equipment: Object.fromEntries(
      known.map(name => [
        name,
        isAbsent(name)
          ? { state: 'absent' as const, note: '' }
          : name === broken
            ? { state: 'fault' as const, note: '通话有杂音，已报修' }
            : { state: 'normal' as const, note: '' },
      ]),
    ),
    keysSeals: isCounty ? '钥匙 3 把、值班专用章 1 枚，清点无误' : '钥匙 2 把、值班章 1 枚，清点无误',
    watch: next ? pick(next, isCounty ? watchedInCounty : watchedBelow) : '',
    weather: next ? pick(next, ['多云，无预警信号', '阵雨转多云，气温 9 至 16 度', '晴，早晚有雾']) : '',
    risk: next ? pick(next, ['', '大雾影响盘山公路行车', '久晴，注意用火安全']) : '',
    notes: '',
    nothingHappened: false,
  }
}

const watchedInCounty = ['夜间抽查乡镇值班电话', '松岭镇森林防火卡口人员到位情况', '县道 X204 塌方点抢通进度']
const watchedBelow = ['地质灾害点巡查', '烟花爆竹零售点夜间看守', '敬老院用电安全']
const pick = (next: () => number, from: string[]): string => from[Math.floor(next() * from.length)] ?? ''

/** What was open then and has been settled since. */
function openThen(isCounty: boolean, next: () => number): FrozenItem[] {
  const calls = isCounty
    ? ['群众反映城东社区井盖缺失，已转住房城乡建设委员会', '县道 X204 小型塌方，交通局正在清理']
    : ['村民反映入户电线垂落，已转供电所']
  return calls
    .filter(() => next() > (isCounty ? 0.4 : 0.75))
    .map(title => ({
      key: `call/${randomUUID()}`,
      group: 'call' as const,
      title,
      detail: '办理中',
      dueAt: null,
      link: null,
    }))
}
