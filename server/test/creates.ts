import type { ViolationView } from '@anlan/contract/event-report.ts'
import type { InstructionView } from '@anlan/contract/instruction.ts'
import type { EventHandling } from '@anlan/contract/response.ts'
import type { ResponseView } from '@anlan/contract/response-view.ts'
import { assistanceCreates } from './assistance-creates.ts'
import { commandCreates } from './command-creates.ts'
import { handedOn, lead, recorded } from './instruction-story.ts'
import { uploadPdf } from './upload.ts'
import type { World } from './world.ts'

/** A create with an id of the client's: who makes it, of what, and the same told otherwise. */
export interface Create {
  account: string
  url: string
  body: Record<string, unknown>
  other: Record<string, unknown>
  table: string
}
type Creates = Record<string, Create>

const make = (account: string, url: string, table: string, body: object, other: object): Create => ({
  account,
  url,
  table,
  body: { ...body },
  other: { ...body, ...other },
})

/** Creates of ledgers, dictionaries and the contact book. */
export async function ledgerCreates(world: World): Promise<Creates> {
  const bureau = await world.as('bureau1')
  const person = await bureau.post<{ id: string }>('/api/registers/persons', {
    unitId: world.unit('water-bureau'),
    values: { name: '冉启航', mobile: '13612345678' },
  })
  const ledger = '/api/registers/neighbour-units'
  const neighbour = { name: '枫溪县应急管理局', kind: '毗邻县区', dutyPhone: '023-76540110' }
  return {
    'POST /api/registers/:name': make(
      'bureau1',
      ledger,
      'register_record',
      { values: neighbour },
      {
        values: { ...neighbour, name: '石桥县应急管理局' },
      },
    ),
    'POST /api/registers/:name/extra-fields': make(
      'bureau1',
      `${ledger}/extra-fields`,
      'register_extra_field',
      { label: '卫星电话', kind: 'text' },
      { label: '传真' },
    ),
    'POST /api/registers/:name/views': make(
      'duty1',
      `${ledger}/views`,
      'register_saved_view',
      { name: '驻地部队', query: { text: '', state: 'current', filters: '[]' }, columns: ['name'] },
      { name: '毗邻县' },
    ),
    'POST /api/dictionaries/:name/entries': make(
      'bureau1',
      '/api/dictionaries/support-kinds/entries',
      'dictionary_entry',
      { label: '无人机侦察' },
      { label: '水下搜救' },
    ),
    'POST /api/contact-rounds': make(
      'bureau1',
      '/api/contact-rounds',
      'contact_round',
      { title: '汛期通讯录核查', dueOn: '2026-07-20' },
      { title: '别的' },
    ),
    'POST /api/dead-numbers': make(
      'bureau1',
      '/api/dead-numbers',
      'dead_number',
      { subjectId: person.body.id, number: '13612345678', problem: '空号' },
      { problem: '停机' },
    ),
  }
}

/** Creates of instructions, papers and briefings. */
export async function officeCreates(world: World, eventId: string): Promise<Creates> {
  const task = lead(await handedOn(world))
  const copied = await handedOn(world, { subject: '另一件批示' })
  const water = await uploadPdf(world, 'water1')
  const room = await uploadPdf(world, 'duty1')
  const city = await world.as('city1')
  const words = { leaderName: '周某', rank: 'city', verb: 'handleSoon', subject: '水库隐患整改', text: '请抓紧整改。' }
  const above = await city.post<InstructionView>('/api/upper-instructions', words)
  await (await world.as('duty1')).post(`/api/instructions/${above.body.id}/receipt`)
  const paper = { kind: 'notice', title: '关于做好防范工作的通知', main: [{ unitId: world.unit('chaping') }] }
  await recorded(world)
  return {
    'POST /api/instructions': make(
      'duty1',
      '/api/instructions',
      'instruction',
      { ...words, rank: 'countyHead', channel: 'written' },
      { subject: '别的' },
    ),
    'POST /api/upper-instructions': make('city1', '/api/upper-instructions', 'instruction', words, { subject: '别的' }),
    'POST /api/instruction-assignments/:id/feedbacks': make(
      'water1',
      `/api/instruction-assignments/${task}/feedbacks`,
      'instruction_feedback',
      { text: '已完成整改。', fileIds: [water] },
      { text: '别的' },
    ),
    'POST /api/instructions/:id/upward-answers': make(
      'duty1',
      `/api/instructions/${above.body.id}/upward-answers`,
      'instruction_upward_answer',
      { text: '已整改到位。', fileIds: [room] },
      { text: '别的' },
    ),
    'POST /api/papers': make('duty1', '/api/papers', 'paper', paper, { title: '别的' }),
    'POST /api/briefings': make(
      'duty1',
      '/api/briefings',
      'paper',
      { kind: 'dutyInfo', eventIds: [eventId] },
      { title: '别的' },
    ),
    'POST /api/briefings/transcripts': make(
      'duty1',
      '/api/briefings/transcripts',
      'paper',
      { instructionId: copied.id },
      { instructionId: above.body.id },
    ),
  }
}

/** Creates about faults of reporting, of the system's own upkeep, and of several accounts. */
export async function careCreates(world: World): Promise<Creates> {
  const leader = await world.as('leader1')
  const asked = { kind: 'inquiry', sourceKind: 'upper', areaCode: '990321201000', content: '市总值班室询问火情。' }
  await (await world.as('duty1')).post('/api/calls', asked)
  const found = await leader.get<{ items: ViolationView[] }>('/api/violations?state=suspected')
  const mine = found.body.items.find(fault => fault.unitId === world.unit('duty-office'))
  await leader.post(`/api/violations/${mine?.id}/review`, { verdict: 'confirmed', note: '属实' })
  const owed = await leader.get<{ items: { id: string }[] }>('/api/corrections')
  return {
    'POST /api/corrections/:id/answers': make(
      'duty1',
      `/api/corrections/${owed.body.items[0]?.id}/answers`,
      'report_correction_answer',
      { text: '已约谈值班员' },
      { text: '别的' },
    ),
    'POST /api/fault-bulletin/papers': make(
      'duty1',
      '/api/fault-bulletin/papers',
      'paper',
      { from: '2026-06-01', to: '2026-06-30' },
      { requirements: '别的' },
    ),
    'POST /api/accounts/bulk': make(
      'admin1',
      '/api/accounts/bulk',
      'account',
      {
        accounts: [
          { account: 'bulk1', displayName: '批量', unitId: world.unit('chaping'), initialPassword: 'Anlan@2026x' },
        ],
      },
      {
        accounts: [
          { account: 'bulk2', displayName: '批量', unitId: world.unit('chaping'), initialPassword: 'Anlan@2026x' },
        ],
      },
    ),
    'POST /api/maintenance': make(
      'admin1',
      '/api/maintenance',
      'maintenance',
      { kind: 'restoreTest', doneAt: '2026-06-30T22:00:00+08:00', succeeded: true, note: '恢复正常' },
      { note: '别的' },
    ),
  }
}

const anotherFlood = {
  title: '龙滩镇山洪',
  eventTypeCode: '11A51',
  areaCode: '990321105202',
  knownAt: '2026-07-12T02:50:00+08:00',
  source: '龙滩镇值班室电话',
  summary: '山洪漫过村道。',
}

/** Creates of a response that runs; what they do is counted by its facts. */
export async function responseCreates(world: World, eventId: string): Promise<Creates> {
  const leader = await world.as('leader1')
  const { body } = await leader.post<ResponseView>('/api/responses', { eventId, responseLevel: 3 })
  const at = `/api/responses/${body.id}`
  const route = (step: string, content: object, other: object, account = 'duty1') => ({
    [`POST /api/responses/:id/${step}`]: make(account, `${at}/${step}`, 'fact', content, other),
  })
  const village = { eventId, unitId: world.unit('duty-office') }
  const duty = await world.as('duty1')
  const { body: handling } = await duty.get<EventHandling>(`/api/emergency-events/${eventId}/handling`)
  const tasks = body.taskList.filter(task => task.unitId === world.unit('water-bureau'))
  const water = await world.as('water1')
  await water.post(`/api/response-tasks/${tasks[0]?.id}/acceptance`)
  const second = await duty.post<{ id: string }>('/api/emergency-events', anotherFlood)
  const drill = await leader.post<{ id: string }>('/api/responses', {
    topic: 'flood',
    responseLevel: 3,
    mode: 'exercise',
    subject: '防汛演练',
  })
  return {
    'POST /api/responses': make(
      'leader1',
      '/api/responses',
      'response',
      { eventId: second.body.id, responseLevel: 4 },
      { responseLevel: 3 },
    ),
    'POST /api/responses/:id/breaking-off': make(
      'duty1',
      `/api/responses/${drill.body.id}/breaking-off`,
      'fact',
      { reason: '真实响应启动' },
      { reason: '别的' },
    ),
    'POST /api/response-tasks/:id/progress': make(
      'water1',
      `/api/response-tasks/${tasks[0]?.id}/progress`,
      'fact',
      { text: '已到岗' },
      { text: '别的' },
    ),
    'POST /api/response-tasks/:id/completion': make(
      'water1',
      `/api/response-tasks/${tasks[0]?.id}/completion`,
      'fact',
      { result: '巡查完毕' },
      { result: '别的' },
    ),
    'POST /api/response-call-outs': make(
      'duty1',
      '/api/response-call-outs',
      'fact',
      { eventId, unitId: handling.callable[0]?.unitId, order: '组织群众撤离' },
      { order: '别的' },
    ),
    ...route('check-in', { people: 3, name: '水利局工作组' }, { people: 4 }, 'water1'),
    ...route('level-changes', { responseLevel: 2, reason: '雨势增强' }, { reason: '别的' }, 'leader1'),
    ...route('upper', { unitName: '市防汛抗旱指挥部', level: 3, countyAtLeast: 4 }, { level: 2 }, 'leader1'),
    ...route('arrivals', { kind: 'department', unitId: world.unit('water-bureau') }, { equipment: '泵车' }),
    ...route('bulletins', { title: '汛情通报', text: '雨势减弱。' }, { text: '雨势增强。' }),
    ...route('clues', { source: '微信群', text: '传言水库垮坝' }, { text: '别的' }),
    ...route('tasks', { title: '巡查堤防', unitId: world.unit('water-bureau'), doneMinutes: 60 }, { title: '别的' }),
    'POST /api/response-participations': make(
      'duty1',
      '/api/response-participations',
      'fact',
      { ...village, how: 'coordinated', people: '值班员', from: '2026-07-12T02:50:00+08:00', note: '协调处置' },
      { note: '别的' },
    ),
    'POST /api/response-responsibilities': make(
      'duty1',
      '/api/response-responsibilities',
      'fact',
      { eventId, direction: 'up', toName: '市人民政府', reason: '影响扩大' },
      { reason: '别的' },
    ),
    ...(await commandCreates(world, body.id)),
    ...(await assistanceCreates(world, eventId, body.id)),
  }
}
