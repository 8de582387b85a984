import type { ProcedureStep } from '@anlan/contract/desk.ts'
import type { Work } from '../../../kernel/work/work.ts'

const step = (key: string, when: ProcedureStep['when'], text: string, typePrefixes: string[] = []): ProcedureStep => ({
  key,
  when,
  text,
  typePrefixes,
})

/** The county standard as delivered (设计); the county puts its own in its place as a new version. */
export const standardSteps: ProcedureStep[] = [
  step('ask', 'onReport', '按“接下来问”逐项问清时间、地点、伤亡被困、已采取措施和来电人电话，未知的记“正在核实”'),
  step('keep-away', 'onReport', '告知来电人先撤离到安全处，保持电话畅通，不要冒险施救'),
  step('upwind', 'onReport', '危险化学品泄漏：问清物质名称、是否起火；提示人员往上风向撤离，不用明火、不接触泄漏物', [
    '12D',
  ]),
  step('chemical-units', 'onReport', '危险化学品泄漏：通知公安、消防、应急、生态环境、卫生健康、交通运输部门', ['12D']),
  step('downhill', 'onReport', '山洪地质灾害：提示向沟谷两侧高处撤离，通知村（社区）组织转移', ['11A', '11D']),
  step('no-charge', 'onReport', '森林火灾：提示不组织老人、妇女、未成年人扑火，报森防办和专业队伍', ['11G']),
  step('leader', 'onReport', '立即报告带班领导，按其意见处置'),
  step('up', 'onReport', '按页面倒计时电话报告上级，再报书面首报；不等核实清楚'),
  step('follow', 'onReport', '约定续报时间，核实现场联系人，有新情况随时续报'),
  step('handed', 'shiftStart', '与交班人员逐项核对未办结事项、预警和待报信息'),
  step('lines', 'shiftStart', '试拨值班电话、传真和视频，确认设备正常'),
  step('bulletins', 'shiftStart', '阅读气象等信息和当日风险提示'),
  step('response', 'onEscalation', '向带班领导提出启动或提升响应的建议，记下决定和时间'),
  step('call-in', 'onEscalation', '通知增援人员到岗，开设现场联络，确定续报间隔'),
]

/** A store without a standard gets the delivered one; what the county changed stays. */
export async function seedStandard(work: Work): Promise<void> {
  const any = await work.tx
    .selectFrom('desk_procedure')
    .select('version')
    .where('unit_id', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (any) return
  await work.tx
    .insertInto('desk_procedure')
    .values({
      unit_id: null,
      version: 1,
      steps: JSON.stringify(standardSteps),
      reason: '产品默认（待县总值班室核定）',
      changed_at: work.now,
      changed_by: '系统',
    })
    .execute()
}
