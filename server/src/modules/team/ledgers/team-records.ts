import { choice, day, decimal, ledger, longText, text } from '../../register/api.ts'
import { partStorage } from '../teams/parts.ts'

/** 队伍考核与激励: assessment, reward, support funds by purpose and equipment handed out (W237, W246, W248). */
export default ledger({
  name: 'team-records',
  label: '队伍考核与扶持',
  group: '应急队伍',
  purpose: '记录对社会应急力量、志愿者和各类队伍的考核评估、表彰奖励、扶持资金和装备配发。',
  title: 'content',
  key: [],
  ownerLabel: '管理单位',
  readableBy: 'county',
  fields: {
    team: text('队伍', { required: true, max: 60, inList: true, help: '本单位应急队伍台账中的队伍名称' }),
    kind: choice(
      '类别',
      { assessment: '考核评估', reward: '表彰奖励', fund: '扶持资金', issue: '装备配发' },
      { required: true, inList: true },
    ),
    on: day('日期', { required: true, inList: true }),
    content: text('内容', { required: true, max: 200, inList: true }),
    purpose: choice('资金用途', ['日常运行', '应急行动', '培训演练', '装备购置', '人身保险', '其他'], {
      optional: true,
      inList: true,
    }),
    amountWan: decimal('金额', { unit: '万元', optional: true, inList: true, max: 99_999 }),
    basis: text('依据文号', { optional: true, max: 100 }),
    note: longText('备注', { optional: true, max: 500 }),
  },
  check: ({ kind, purpose, amountWan }) =>
    kind === 'fund'
      ? [
          ...(purpose ? [] : [{ field: 'purpose', message: '扶持资金应填写资金用途' }]),
          ...(amountWan === null || amountWan === undefined
            ? [{ field: 'amountWan', message: '扶持资金应填写金额' }]
            : []),
        ]
      : [],
  storage: partStorage('team-records', 'team_record_ledger'),
})
