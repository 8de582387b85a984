import type { DutyPost } from '@anlan/contract/duty.ts'
import { withExtension } from '../../../register/sheets/api.ts'

/** How offices write their lists of duty people (值班人员名单): what columns are called and what stands in them. */

const columnWords = {
  name: ['姓名', '人员', '值班人员', '人员姓名', '名字', '联系人', '值班人'],
  mobile: ['电话', '手机', '手机号', '手机号码', '联系电话', '移动电话', '联系方式', '电话号码', '值班电话'],
  dutyPost: ['岗位', '值班岗位', '可任岗位', '值班职务', '值班角色', '类别', '身份', '班次岗位'],
  title: ['职务', '现任职务', '职务职称', '职称', '职务岗位'],
  note: ['备注', '说明', '备考'],
  nightExempt: ['免夜班', '免夜', '不值夜班', '不上夜班'],
  isNew: ['新进', '新进人员', '是否新进', '新同志', '新人'],
  trained: ['培训', '已培训', '培训合格', '是否培训', '业务培训'],
  age: ['年龄', '周岁'],
} as const
export type PeopleColumn = keyof typeof columnWords

/** Text as it is compared: one width, no spaces, no marks, nothing in brackets. */
export const plain = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/\([^)]*\)/g, '')
    .replace(/[\s*()[\]【】/、,:;.·_-]/g, '')

export const columnOf = (header: string): PeopleColumn | null =>
  (Object.entries(columnWords).find(([, words]) => (words as readonly string[]).includes(plain(header)))?.[0] as
    | PeopleColumn
    | undefined) ?? null

/** Lines below the list that are none of its people. */
export const isFooter = (name: string) =>
  /^(合计|总计|小计|共计|[共计]?\d+[人名位]|注|备注|说明|制表|审核|填表|单位负责人|示例)/.test(name)

const dutyWords: [RegExp, DutyPost[]][] = [
  [/带班|值班领导|领导班子|班子成员|领导岗/, ['shiftLeader']],
  [/主班|主值/, ['primary']],
  [/副班|副值/, ['secondary']],
  [/信息/, ['info']],
  [/调度|指挥/, ['dispatch']],
  [/技术|通信保障/, ['techSupport']],
  [/驾驶|司机|车辆/, ['driver']],
]
// 主任 and 所长 of an inner office are no leaders of the unit; 主任科员 is a rank.
const leaderTitle = /书记|[镇乡区县局]长|主席|委员|部长|办事处(副)?主任/
const staffTitle = /科员|干事|村|社区|支部/

/**
 * Posts that words speak of; an ordinary member of staff stands on every other post that the room has. `byTitle`: read off the position in
 * office, not off a duty post.
 */
export function postsOf(text: string, staff: DutyPost[]): { posts: DutyPost[]; isGuard: boolean; byTitle: boolean } {
  const word = plain(text)
  const isGuard = word.includes('保安')
  const named = [...new Set(dutyWords.flatMap(([pattern, posts]) => (pattern.test(word) ? posts : [])))]
  if (named.length > 0) return { posts: named, isGuard, byTitle: false }
  if (/领导/.test(word)) return { posts: ['shiftLeader'], isGuard, byTitle: false }
  if (/值班|值守|工作人员/.test(word) || isGuard) return { posts: staff, isGuard, byTitle: false }
  const leads = leaderTitle.test(word) && !staffTitle.test(word)
  return { posts: leads ? ['shiftLeader'] : staff, isGuard, byTitle: word !== '' }
}

/** A cell that is ticked: 是, √, 1 … */
export const isTicked = (text: string) => /^(是|有|√|✓|✔|对|y|yes|1|已.*|合格)$/i.test(text.normalize('NFKC').trim())
export const isDenied = (text: string) => /^(否|无|×|✗|x|n|no|0|未.*|不.*)$/i.test(text.normalize('NFKC').trim())

/** Numbers in a cell, mobiles first. */
export function numbersIn(text: string): string[] {
  const found = text
    .normalize('NFKC')
    .split(/[/、,;\n或]+|\s{2,}|\s(?=\d{7,})/)
    .map(one => withExtension(one.replace(/^\+?86[-\s]?(?=1[3-9])/, '')).replace(/[\s()（）]/g, ''))
    .map(one => (/^1[3-9][\d-]{9,}$/.test(one) ? one.replaceAll('-', '') : one))
    .filter(one => one !== '')
  const isMobile = (one: string) => /^1[3-9]\d{9}$/.test(one)
  return [...found.filter(isMobile), ...found.filter(one => !isMobile(one))]
}
