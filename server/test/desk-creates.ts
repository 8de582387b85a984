import type { Create } from './creates.ts'
import type { World } from './world.ts'

/** Creates of the duty desk: bulletins, tests and their questions. */
export async function deskCreates(world: World): Promise<Record<string, Create>> {
  const bulletin = {
    kind: 'weatherWarning',
    title: '暴雨橙色预警信号',
    issuer: '县气象台',
    text: '预计未来3小时茶坪镇有暴雨。',
    issuedAt: '2026-07-11T22:30:00+08:00',
    validUntil: '2026-07-12T06:00:00+08:00',
    unitIds: [world.unit('chaping')],
  }
  const question = {
    text: '测试中拨打哪个电话？',
    options: ['值班电话', '私人手机'],
    correct: 0,
    explanation: '统一使用值班电话。',
    source: '值班制度',
  }
  return {
    'POST /api/desk/quiz/attempts': {
      account: 'chaping1',
      url: '/api/desk/quiz/attempts',
      table: 'desk_quiz_attempt',
      body: { kind: 'formal' },
      other: { kind: 'practice' },
    },
    'POST /api/desk/quiz/questions': {
      account: 'bureau1',
      url: '/api/desk/quiz/questions',
      table: 'desk_quiz_question',
      body: { ...question },
      other: { ...question, text: '测试中不拨打哪个电话？' },
    },
    'POST /api/bulletins': {
      account: 'duty1',
      url: '/api/bulletins',
      table: 'desk_bulletin',
      body: { ...bulletin },
      other: { ...bulletin, title: '暴雨红色预警信号' },
    },
  }
}
