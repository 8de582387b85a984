/** Texts of a county as its platform holds them, the same on every run. */

/** A generator of numbers from 0 to below 1 that repeats itself from one seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const surnames = Array.from('王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕')
const given = Array.from('伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚玲辉健斌鹏飞红梅兰英华玉珍建国志远晓东海燕')
const villages = Array.from('青松河坝凉水滩口白岩羊角石门黄柏双河龙潭大坪小湾上寨下营竹园柳林老屋新街')
const hazards = [
  '滑坡',
  '山洪',
  '泥石流',
  '崩塌',
  '内涝',
  '火情',
  '泄漏',
  '交通事故',
  '停电',
  '塌方',
  '水位上涨',
  '雷击',
  '溺水',
]
const acts = [
  '巡查',
  '转移群众',
  '封闭道路',
  '核实情况',
  '上报县总值班室',
  '抢修供电线路',
  '清淤排险',
  '搭设帐篷',
  '发放棉被',
  '设置警戒线',
]
const things = [
  '挖掘机',
  '冲锋舟',
  '抽水泵',
  '卫星电话',
  '发电机',
  '应急广播',
  '编织袋',
  '救生衣',
  '灭火器',
  '避难场所',
]
const rest =
  '今日上午接村干部电话报告受连续强降雨影响部分路段出现险情经现场查看暂无人员伤亡已安排专人值守并做好台账登记后续情况另行报告请各单位按照预案要求落实责任加强值班备勤确保信息畅通'

/** How many ledgers of a county look: about 120 characters, names and places of very different frequency. */
export function documents(count: number): { title: string; text: string }[] {
  const random = seeded(20261122)
  const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T
  /** The first ones are said most often. */
  const often = <T>(of: readonly T[]): T => of[Math.floor(random() * random() * of.length)] as T
  return Array.from({ length: count }, (_, i) => {
    const village = `${often(villages)}${often(villages)}村`
    const hazard = often(hazards)
    const person = `${often(surnames)}${often(given)}${random() < 0.5 ? one(given) : ''}`
    const from = Math.floor(random() * (rest.length - 50))
    return {
      title: `${village}${random() < 0.4 ? `${i % 9}组` : ''}${hazard}`,
      text: `${village}${person}报告，${one(acts)}，${one(acts)}；调用${one(things)}${1 + (i % 7)}台，${one(things)}。${rest.slice(from, from + 50)}。编号 ${i}，联系人${one(surnames)}${one(given)}。`,
    }
  })
}

/** Words of two characters, from frequent to absent, and some longer ones. */
export const twoCharacters = [
  '滑坡',
  '王伟',
  '崩塌',
  '溺水',
  '凉水',
  '棉被',
  '李娜',
  '吕燕',
  '停电',
  '海燕',
  '巡查',
  '火灾',
]
export const longer = ['泥石流', '应急广播', '抢修供电线路', '上报县总值班室', '凉水村', '王伟报告']
