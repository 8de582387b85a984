import type { InstructionView } from '@anlan/contract/instruction.ts'
import { expect } from 'vitest'
import { uploadPdf } from './upload.ts'
import type { World } from './world.ts'

export const fromMayor = {
  leaderName: '周某',
  leaderPost: '县长',
  rank: 'countyHead',
  channel: 'written',
  verb: 'handleSoon',
  subject: '龙滩水库隐患整改',
  text: '请水利局抓紧整改，确保安全度汛。',
}

export async function recorded(world: World, more: object = {}): Promise<InstructionView> {
  const reply = await (await world.as('duty1')).post<InstructionView>('/api/instructions', { ...fromMayor, ...more })
  expect(reply.status).toBe(201)
  return reply.body
}

/** Recorded, transcribed and handed to the water bureau (and others). */
export async function handedOn(world: World, more: object = {}, coUnitIds: string[] = [], assignment: object = {}) {
  const { id } = await recorded(world, more)
  const duty = await world.as('duty1')
  await duty.put(`/api/instructions/${id}/clean-copy`, { text: '请水利局抓紧整改，确保安全度汛。' })
  const reply = await duty.post<InstructionView>(`/api/instructions/${id}/assignments`, {
    leadUnitId: world.unit('water-bureau'),
    coUnitIds,
    ...assignment,
  })
  expect(reply.status).toBe(200)
  return reply.body
}

export const lead = (view: InstructionView) => view.assignments[0]?.id ?? ''
export const read = async (world: World, id: string, account = 'duty1') =>
  (await (await world.as(account)).get<InstructionView>(`/api/instructions/${id}`)).body

export async function fedBack(world: World, taskId: string, more: object = {}, account = 'water1') {
  const fileIds = [await uploadPdf(world, account)]
  return (await world.as(account)).post<InstructionView>(`/api/instruction-assignments/${taskId}/feedbacks`, {
    text: '已完成整改，闸门启闭正常。',
    fileIds,
    ...more,
  })
}

export const unitOf = async (world: World, account: string) =>
  (await (await world.as(account)).get<{ unitId: string }>('/api/session')).body.unitId
