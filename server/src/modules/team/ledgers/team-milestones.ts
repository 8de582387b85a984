import { choice, day, decimal, ledger, longText, text } from '../../register/api.ts'
import { followMilestones } from '../support/milestones.ts'

/** 队伍建设规划 (W231): the development plan of the comprehensive teams, milestone by milestone, each owed by its unit until it is reached. */
export default ledger({
  name: 'team-milestones',
  label: '队伍建设规划',
  group: '应急队伍',
  purpose: '把综合应急救援队伍建设发展规划分解到单位和节点，到期未完成的列为逾期。',
  title: 'milestone',
  key: ['unitId', 'plan', 'milestone'],
  ownerLabel: '责任单位',
  readableBy: 'county',
  fields: {
    plan: text('规划名称', { required: true, max: 80, inList: true }),
    aspect: choice('建设内容', ['队伍组建', '人员招录', '装备配备', '营房场地', '训练演练', '制度保障', '经费保障'], {
      required: true,
      inList: true,
    }),
    milestone: text('节点目标', { required: true, max: 100, inList: true, help: '写明可核对的数量或状态' }),
    dueOn: day('完成时限', { required: true, inList: true }),
    budgetWan: decimal('所需经费', { unit: '万元', optional: true, max: 99_999 }),
    doneOn: day('完成日期', { optional: true, inList: true }),
    result: longText('完成情况', { optional: true, max: 500 }),
    basis: text('规划文号', { optional: true, max: 60 }),
  },
  check: ({ doneOn, result }) =>
    doneOn && !result ? [{ field: 'result', message: '填了完成日期的，请写明完成情况' }] : [],
  follow: followMilestones,
})
