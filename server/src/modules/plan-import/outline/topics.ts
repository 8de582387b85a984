import type { ResponseLevel } from '@anlan/contract/response-template.ts'

/** What the lines under a heading say of a response. */
export type ResponseSaying = 'conditions' | 'starting' | 'measures' | 'ending'

const sayings: [ResponseSaying, RegExp][] = [
  ['ending', /终止|结束|解除/],
  [
    'conditions',
    /启动(条件|标准|情形|依据)|响应(条件|标准)|(灾害|灾情|事故)?损失情况|分级(条件|标准)|(响应|启动)级别划分|适用情形|^(条件|标准)$|^响应分级$|^分级响应(标准|条件)$/,
  ],
  [
    'starting',
    /启动(程序|权限|流程|机制|方式|主体)|响应程序|响应启动|启动响应|决定程序|审批(程序|权限)|预案启动|^启动$/,
  ],
  [
    'measures',
    /(响应|处置|应对|应急|工作|防御|防范|具体|主要|救援|现场)(措施|行动|任务|工作|要求|内容|处置|程序及措施)|^措施$|^行动$|任务分工|部门(行动|职责与任务)|应急响应行动/,
  ],
]
export function sayingOf(title: string): ResponseSaying | null {
  if (/(启动)?条件/.test(title) && !/终止|结束|解除/.test(title)) return 'conditions'
  return sayings.find(([, pattern]) => pattern.test(title))?.[0] ?? null
}

const byWord: Record<string, ResponseLevel> = {
  I: 1,
  II: 2,
  III: 3,
  IV: 4,
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  1: 1,
  2: 2,
  3: 3,
  4: 4,
  l: 1,
  lI: 2,
  Il: 2,
  ll: 2,
  lll: 3,
  lV: 4,
  '1V': 4,
  特别重大: 1,
  重大: 2,
  较大: 3,
  一般: 4,
  红色: 1,
  橙色: 2,
  黄色: 3,
  蓝色: 4,
}
const grade = '(?:IV|III|II|I|lV|1V|lll|ll|lI|Il|l|[一二三四1-4])'
/** 一级, Ⅳ级, Ⅰ、Ⅱ级, and what stands behind: 以上. */
const graded = new RegExp(
  `(?<![\\dIVl一二三四五六七八九十百])(${grade}(?:级)?(?:[、和及与或至-]+${grade}(?:级)?)*)(?<=级)(以上|及以上)?(?!以下)`,
  'g',
)
const alone = new RegExp(grade, 'g')

/** Levels that the words name, most severe first; 以上 takes in what is above. `byGrade` is false where only 较大, 重大 … say it. */
export function levelsIn(text: string): { levels: ResponseLevel[]; byGrade: boolean; at: number } {
  const found = new Set<ResponseLevel>()
  let at = -1
  for (const match of text.matchAll(graded)) {
    // 3级以上地震, 8级大风, 一级支流, 三级医院 are no levels of a response.
    if (
      /^(?:以上)?(?:地震|大风|风|支流|医院|公路|建筑|文物|保护|水源|风险|重大危险源|林火|火险)/.test(
        text.slice(match.index + match[0].length),
      )
    )
      continue
    if (at < 0) at = match.index
    const inOne = [...(match[1] ?? '').replaceAll('级', ' ').matchAll(alone)].map(one => byWord[one[0]])
    for (const level of inOne) if (level) found.add(level)
    if (match[2]) {
      const lowest = Math.max(...found)
      for (const level of [1, 2, 3, 4] as const) if (level < lowest) found.add(level)
    }
  }
  if (found.size > 0) return { levels: [...found].sort(), byGrade: true, at }
  for (const match of text.matchAll(
    /特别重大|重大(?!危险源|事项|活动)|较大|一般(?=级|突发|事件|事故|灾害|森林|火灾|险情|灾情|生产|\(|及|响应|$)|[红橙黄蓝]色(?=(?:级|应急)?响应|$)/g,
  )) {
    if (at < 0) at = match.index
    const level = byWord[match[0]]
    if (level) found.add(level)
  }
  return { levels: [...found].sort(), byGrade: false, at }
}
