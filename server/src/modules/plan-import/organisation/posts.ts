import type { Piece } from '../text/line.ts'

// The commonest surnames; a name is only taken for one where a post stands beside it.
const surnames =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段漕钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺'
const post =
  '(?:副?(?:县长|区长|市长|镇长|乡长|书记|局长|主任|部长|政委|大队长|支队长|队长|站长|台长|所长|处长|科长|股长|社长|总经理|董事长|工程师|干事|厂长|经理|校长|院长|会长|主席|组长|村长|主席|常委|会计|文书|委员|同志)|党委|党支部|支部|县委|县政府|政府|村委|村两委|妇联|民兵|网格员|人武部|武装部|[县镇乡村](?:委|长|支)|驻村|第一书记|治保|局|委|科)'
const nameAhead = new RegExp(
  `^(?!常务|党|主要|分管|保安|安保|安全)[${surnames}](?:(?![副委县镇乡村政务办局部党])[\\p{Script=Han}]){1,2}(?:\\s+|[(,、]|(?=${post}))`,
  'u',
)
const nameBehind = new RegExp(`(?:\\s+|[(])[${surnames}]\\s?[\\p{Script=Han}]{1,2}[)]?$`, 'u')
const nameAlone = new RegExp(`^[${surnames}](?:\\s?[\\p{Script=Han}]){1,2}$`, 'u')
const isPost = new RegExp(post, 'u')

/** The words of a post without the name of who held it when the plan was written; null when there is only a name. Names of people stay out of plans. */
export function postOnly(piece: Piece): Piece | null {
  let rest = piece.trim()
  if (/^[XxＸ×*○〇_]+$/.test(rest.text)) return null
  if (nameAlone.test(rest.text) && !isPost.test(rest.text) && !/[院所室校厂会社]$/.test(rest.text)) return null
  const ahead = nameAhead.exec(rest.text)
  if (ahead && isPost.test(rest.text.slice(ahead[0].length))) rest = rest.sub(ahead[0].length).without(/[)]$/).trim()
  const behind = nameBehind.exec(rest.text)
  if (behind && isPost.test(rest.text.slice(0, behind.index))) rest = rest.sub(0, behind.index).trim()
  rest = rest.without(/^[(]/).without(/[,;。、]$/)
  if (rest.text.includes('(') !== rest.text.includes(')')) rest = rest.without(/[()]$/)
  return rest.isEmpty || rest.text.length > 60 ? null : rest
}

/** Whether the words are a person's name by themselves. */
export const isName = (text: string) =>
  nameAlone.test(text.trim()) && !isPost.test(text) && !/[局委办部站队组院所室校厂会社]$/.test(text)
