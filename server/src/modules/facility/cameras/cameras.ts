import type { CameraProgress, CameraProtocol, CameraView } from '@anlan/contract/facility.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { currentRecords, findRecord } from '../../register/api.ts'
import cameras from '../ledgers/cameras.ts'
import { unitsHere } from '../units.ts'

/** One camera with where its picture is to be had; 404 beyond reach and for those struck off. */
export async function readCamera(work: Work, id: string): Promise<CameraView> {
  const { values, unit_name, removed_at } = await findRecord(work, cameras, id)
  if (removed_at) throw new Problem('not-found')
  return {
    id,
    name: String(values['name']),
    unitName: unit_name,
    protocol: values['protocol'] as CameraProtocol,
    address: (values['address'] as string | null) ?? null,
    state: values['state'] as CameraView['state'],
    keeper: String(values['keeper'] ?? ''),
    phone: String(values['phone'] ?? ''),
  }
}

/** Cameras built in a year against the year's target, per unit that has either (S42). */
export async function cameraProgress(work: Work, asked: number | undefined): Promise<CameraProgress> {
  const year = asked ?? Number(shanghaiDay(work.now).slice(0, 4))
  const [built, targets] = [await currentRecords(work, 'cameras'), await currentRecords(work, 'camera-targets')]
  const years = [...new Set([year, ...targets.map(one => Number(one.values['year']))])].sort((a, b) => b - a)
  const items = (await unitsHere(work)).flatMap(unit => {
    const own = built.filter(one => one.unitId === unit.id && one.values['state'] !== 'planned')
    const target = targets.find(one => one.unitId === unit.id && one.values['year'] === year)
    if (own.length === 0 && !target) return []
    return [
      {
        unitId: unit.id,
        unitName: unit.name,
        target: target ? Number(target.values['target']) : null,
        done: own.filter(one => one.values['builtYear'] === year).length,
        all: own.length,
        online: own.filter(one => one.values['state'] === 'online').length,
      },
    ]
  })
  return { year, years, items }
}
