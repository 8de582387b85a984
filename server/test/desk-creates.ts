import type { Create } from './creates.ts'
import type { World } from './world.ts'

/** Creates of the duty desk's bulletins. */
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
  return {
    'POST /api/bulletins': {
      account: 'duty1',
      url: '/api/bulletins',
      table: 'desk_bulletin',
      body: { ...bulletin },
      other: { ...bulletin, title: '暴雨红色预警信号' },
    },
  }
}
