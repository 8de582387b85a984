import { choice, ledger, text } from '../../register/api.ts'
import { dropPost, savePost } from '../posts.ts'

/** 岗位名录: the posts that rules, plans and papers name, and who holds each now. */
export default ledger({
  name: 'posts',
  label: '岗位名录',
  group: '机构通讯',
  purpose: '各单位与应急工作有关的岗位，及现任职人和代理顺序。',
  title: 'name',
  key: ['unitId', 'name'],
  verifyEveryDays: 180,
  readableBy: 'county',
  permissions: { read: 'directory.read', edit: 'directory.edit' },
  fields: {
    name: text('岗位名称', { required: true, max: 60, inList: true }),
    kind: choice(
      '岗位性质',
      {
        head: '主要负责人',
        deputyHead: '分管负责人',
        shiftLeader: '带班领导',
        primary: '主班',
        secondary: '副班',
        dutyOfficer: '值班员',
        infoOfficer: '信息员',
        teamLeader: '队伍负责人',
        headquartersOffice: '指挥部办公室',
        other: '其他',
      },
      { required: true, inList: true },
    ),
    holders: text('任职人员', {
      max: 200,
      inList: true,
      help: '本单位人员姓名，第一位为任职人，其后为代理人，用顿号分隔',
    }),
  },
  storage: { source: 'post_ledger', save: savePost, remove: dropPost, restore: async () => {} },
})
