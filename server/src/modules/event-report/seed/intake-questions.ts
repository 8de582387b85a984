/** What to ask a caller next, by the beginning of the event type code (ours, 设计; a county edits the rows). `element` is the report element an answer fills. */
export interface IntakeQuestion {
  typePrefix: string
  text: string
  element: string | null
}

const ask = (typePrefix: string, ...questions: [string, string | null][]): IntakeQuestion[] =>
  questions.map(([text, element]) => ({ typePrefix, text, element }))

export const intakeQuestions: IntakeQuestion[] = [
  ...ask(
    '1',
    ['有无人员死亡、受伤、失联、被困？各多少人？', 'deaths'],
    ['现在现场谁负责？电话多少？', 'siteContact'],
    ['已经采取了什么措施？', 'measures'],
    ['影响范围多大，还在发展吗？', 'trend'],
    ['需要什么支援？', 'request'],
    ['有无学生、游客等敏感人群，有无舆情？', 'sensitive'],
  ),
  ...ask(
    '11A',
    ['水位、雨势如何，还在涨吗？', 'trend'],
    ['低洼、河边、危险区的人是否已转移？', 'evacuated'],
    ['道路、电力、通信是否中断？', 'loss'],
    ['房屋倒塌、受淹多少？', 'loss'],
  ),
  ...ask(
    '11A03',
    ['是哪座水库，库容多大，险情部位在哪里？', 'process'],
    ['下游有多少人，是否已通知转移？', 'evacuated'],
  ),
  ...ask(
    '11D',
    ['滑坡（崩塌、泥石流）规模多大，是否还在动？', 'trend'],
    ['威胁多少户多少人，是否已撤离？', 'evacuated'],
    ['是不是已知隐患点？', 'nature'],
  ),
  ...ask(
    '11G',
    ['起火位置、面积、风力风向？', 'scope'],
    ['距离居民点、加油站等多远？', 'trend'],
    ['已有多少人扑救，有无人员被围？', 'forces'],
    ['起火原因，有无肇事人？', 'cause'],
  ),
  ...ask(
    '12D',
    ['是什么物质（看标牌、UN 号），多少吨？', 'nature'],
    ['泄漏、着火还是爆炸，是否堵住？', 'process'],
    ['风向如何，下风向有无居民、学校？', 'trend'],
    ['是否流入河流、下水道，下游有无取水口？', 'scope'],
  ),
  ...ask(
    '12H',
    ['什么路段、桩号、方向？', 'place'],
    ['几车相撞，有无客车、校车、危化品车？', 'nature'],
    ['伤员送到哪家医院？', 'measures'],
    ['道路是否中断、管制？', 'scope'],
  ),
  ...ask('12G', ['什么建筑、几层着火，有无人员被困？', 'nature'], ['消防是否到场？', 'forces']),
  ...ask('12A', ['井下当班多少人，升井多少，被困多少？', 'trapped'], ['通风、通信是否正常？', 'process']),
  ...ask('12B', ['井下或作业面多少人，被困多少？', 'trapped'], ['尾矿库有无险情，下游有无居民？', 'trend']),
  ...ask('12Q', ['污染物是什么，颜色气味如何？', 'nature'], ['污染了哪条河、多远，下游有无水源地？', 'scope']),
  ...ask(
    '13',
    ['发病（中毒）多少人，症状如何，何时开始？', 'process'],
    ['都在哪里吃住、学习、工作？', 'scope'],
    ['送到哪家医院，是否采样？', 'measures'],
  ),
  ...ask('14', ['按规定渠道报送，本系统只登记必要信息。', null]),
]
