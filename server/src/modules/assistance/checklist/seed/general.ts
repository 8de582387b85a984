import { itemsFor, sources } from './seeded-item.ts'

/** What is done whatever it is. */
export const generalItems = itemsFor(['11', '12', '13'], sources.responseLaw, [
  [
    '核实五要素，报告带班领导',
    5,
    'office:generalDutyOffice/primary',
    { how: '时间、地点、性质、伤亡被困、信息来源；不掌握的写“正在核实”。', source: sources.practice },
  ],
  ['通知牵头部门和属地乡镇（街道）', 10, 'office:generalDutyOffice/primary', { source: sources.practice }],
  [
    '先期处置：组织自救互救、警戒、疏散受威胁群众',
    15,
    'place:town',
    { how: '遇生命危险先撤人；现场明确一名联系人并报电话。' },
  ],
  ['牵头部门负责人赶赴现场，明确现场指挥官', 30, 'lead', { source: sources.practice }],
  ['指派专人跟踪，按时限首报上级', 30, 'office:generalDutyOffice/primary', { source: sources.practice }],
  [
    '重点查看学校和敏感人群安全',
    30,
    'office:education',
    { when: { targets: ['学校'] }, how: '就地避险或有序撤离，逐班清点人数。' },
  ],
  [
    '转移医院、养老机构行动不便人员',
    40,
    'office:civilAffairs',
    { when: { targets: ['医院', '养老'] }, needs: { ambulance: 2, 'passenger-transport': 1 } },
  ],
  ['搜集舆情，准备首次权威发布口径', 60, 'office:publicity', { source: sources.practice }],
])
