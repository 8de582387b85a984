import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { triggerWords } from './measuring/measure.ts'
import { writeWordFile } from './measuring/word-file.ts'
import { postOnly } from './organisation/posts.ts'
import { markerOf } from './outline/markers.ts'
import { partOf } from './outline/parts.ts'
import { levelsIn, sayingOf } from './outline/topics.ts'
import { readPlan } from './read-plan.ts'
import { Unreadable } from './reading/blocks.ts'
import { readDocx } from './reading/docx.ts'
import { readText } from './reading/plain-text.ts'
import { triggersIn } from './response/conditions.ts'
import { lossesIn } from './response/losses.ts'
import { Line } from './text/line.ts'
import { chineseNumber, numberOf } from './text/numerals.ts'
import { clausesOf, entriesIn } from './text/sentences.ts'
import { limitOf } from './text/times.ts'
import { subjectOf, unitsIn } from './text/units.ts'

const piece = (text: string) => new Line(1, text, one => one).whole()
const subject = (text: string) => subjectOf(piece(text))?.units.map(one => one.text) ?? []
const triggers = (text: string, below = false) =>
  triggersIn(piece(text), { fire: false, below, village: false }).map(one => triggerWords(3, one.trigger))

test('numbers as plans write them', () => {
  expect(['三', '十二', '二十', '两', '1.5', '1,000', '3万', '一百零五', '半', '多'].map(numberOf)).toEqual([
    3,
    12,
    20,
    2,
    1.5,
    1000,
    30_000,
    105,
    null,
    null,
  ])
  expect([1, 10, 11, 23].map(chineseNumber)).toEqual(['一', '十', '十一', '二十三'])
})

test('a line is quoted as it stands, whatever the rules read', () => {
  const line = piece('　　（１）县 水 利 局：３０分钟内到岗。')
  expect(line.text).toBe('(1)县水利局:30分钟内到岗。')
  expect(line.find(/县水利局/)?.raw).toBe('县 水 利 局')
  expect(piece('组  长：村党支部书记').text).toBe('组长:村党支部书记')
})

test('numbers of headings, and quantities that are none', () => {
  const style = (text: string) => markerOf(text)?.style ?? null
  expect(
    [
      '第一章 总则',
      '一、总则',
      '(一)目的',
      '1 总则',
      '1.1编制目的',
      '4.2.1 启动条件',
      '(1)会商',
      '①会商',
      '1)会商',
      '附件1:通讯录',
      '第三条 本预案',
    ].map(style),
  ).toEqual([
    'chapter',
    'chinese',
    'chineseBrackets',
    'decimal1',
    'decimal2',
    'decimal3',
    'brackets',
    'circle',
    'halfBracket',
    'annex',
    'article',
  ])
  expect(['3小时内', '1.5米以上', '24小时值班', '100人以上', '一般事故'].map(style)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ])
})

test('what a chapter is, and what of a response it says', () => {
  expect(
    ['编制依据', '工作原则', '组织指挥体系与职责', '监测预警', '应急响应', '响应终止', '后期处置', '附则'].map(partOf),
  ).toEqual(['basis', 'principles', 'organisation', 'warning', 'response', 'ending', 'aftermath', 'management'])
  expect(['启动条件', '启动程序', '响应措施', '响应终止', 'Ⅲ级响应'].map(sayingOf)).toEqual([
    'conditions',
    'starting',
    'measures',
    'ending',
    null,
  ])
})

test('levels in words', () => {
  const levels = (text: string) => levelsIn(text).levels
  expect([
    levels('Ⅳ级响应'.normalize('NFKC')),
    levels('三级响应'),
    levels('I、II级响应'),
    levels('III级以上响应'),
    levels('lV级'),
    levels('较大事故响应'),
  ]).toEqual([[4], [3], [1, 2], [1, 2, 3], [4], [3]])
  expect([levels('8级以上大风'), levels('三级医院'), levels('4级地震')]).toEqual([[], [], []])
})

describe('conditions', () => {
  test.each([
    ['死亡(含失踪)3人以上', ['3 deaths+missing>=3']],
    ['造成3人以上、10人以下死亡,或者10人以上50人以下重伤', ['3 deaths>=3', '3 seriousInjuries>=10']],
    ['需紧急转移安置群众1.5万人以上', ['3 relocated>=15000']],
    ['直接经济损失1亿元以上', ['3 directLossWanYuan>=10000']],
    ['过火面积150亩以上', ['3 burnedAreaHectares>=10']],
    ['发布暴雨红色、橙色预警', ['3 warning 暴雨 red', '3 warning 暴雨 orange']],
    ['3小时降雨量达到50毫米以上的乡镇超过5个', ['3 rain 3小时降雨量>=50']],
    ['24小时内有3个以上乡镇累计雨量超过100毫米', ['3 rain 24小时累计雨量>=100@3']],
    ['火灾超过12小时仍未扑灭', ['3 open>=720']],
    ['市防指启动Ⅱ级应急响应', ['3 upper 2']],
    ['发生较大生产安全事故', ['3 event 3']],
    ['可能发展为重大事故', ['3 circumstance mayBecomeMajor']],
    ['水库出现较大险情', []],
    ['危险性较大的森林火灾', []],
    ['死亡3人以上或重伤10人以上', ['3 deaths>=3', '3 seriousInjuries>=10']],
    ['需搬迁转移100人以下', []],
    ['死亡1人以上、3人以下(含失踪)', ['3 deaths+missing>=1']],
    ['严重损坏房屋100间以上,500间以下', ['3 housesSeverelyDamagedRooms>=100']],
    ['发生4.0级以上5.0级以下地震', ['3 magnitude>=4']],
    ['发布台风黄色或暴雨橙色预警信号', ['3 warning 台风 yellow', '3 warning 暴雨 orange']],
    [
      '2个以上乡镇24小时雨量达80毫米以上,或已有1个乡镇雨量达60毫米以上',
      ['3 rain 24小时雨量>=80@2', '3 rain 雨量>=60@1'],
    ],
    ['社会影响较大', []],
  ])('%s', (text, expected) => expect(triggers(text.normalize('NFKC'))).toEqual(expected))

  test('of several that must hold together none suffices; a township’s upper level is the county’s', () => {
    expect(triggers('过火面积10公顷以上且2小时未得到控制')).toEqual([])
    expect(triggers('发生一般环境事件,疏散500人以上')).toEqual([])
    const [warning] = triggersIn(piece('发布暴雨蓝色预警,且预计仍有强降雨'), {
      fire: false,
      below: false,
      village: false,
    })
    expect(warning?.confidence).toBe(0.5)
    expect(triggers('县防指启动IV级应急响应')).toEqual([])
    expect(triggers('县防指启动IV级应急响应', true)).toEqual(['3 upper 4'])
    expect(lossesIn('10公顷以下')).toEqual([])
  })
})

test('limits in words', () => {
  const limit = (text: string) => {
    const found = limitOf(text)
    return found && [found.minutes, found.continuous]
  }
  expect(
    ['30分钟内到达现场', '半小时内报告', '2小时内将情况报告', '每3小时报送一次雨情', '24小时值班', '立即赶赴现场'].map(
      limit,
    ),
  ).toEqual([[30, false], [30, false], [120, false], [180, true], [null, true], null])
  expect(limit('未来24小时内降雨持续')?.[0] ?? null).toBeNull()
})

test('who does what a sentence says', () => {
  expect(subject('县水利局加密监测水情')).toEqual(['县水利局'])
  expect(subject('由县水利局牵头,县气象局配合,组织抢险')).toEqual(['县水利局'])
  expect(subject('县公安局、县交通运输局实施交通管制')).toEqual(['县公安局', '县交通运输局'])
  expect(subject('县委、县政府主要领导坐镇指挥')).toEqual(['县委、县政府主要领导'])
  expect(subject('必要时,副指挥长赶赴现场')).toEqual(['副指挥长'])
  expect(subject('加强对火灾扑救工作的指导')).toEqual([])
  expect(unitsIn(piece('县住房和城乡建设局、县文化和旅游局和各乡镇等有关单位')).map(one => one.text)).toEqual([
    '县住房和城乡建设局',
    '县文化和旅游局',
    '各乡镇',
  ])
})

test('sentences and lists in one paragraph', () => {
  expect(clausesOf(piece('县公安局负责警戒,县卫生健康局负责救治,县气象局提供服务')).map(one => one.text)).toEqual([
    '县公安局负责警戒',
    '县卫生健康局负责救治',
    '县气象局提供服务',
  ])
  expect(entriesIn(piece('符合下列条件之一:(1)死亡3人以上;(2)转移100人以上。')).entries.map(one => one.text)).toEqual([
    '死亡3人以上',
    '转移100人以上',
  ])
})

test('names of people stay out of posts', () => {
  const post = (text: string) => postOnly(piece(text))?.text ?? null
  expect(
    ['李大山(村党支部书记)', '周建国 县应急管理局局长', '常务副县长', '县长', '王秀英', '村委会主任 陈志强'].map(post),
  ).toEqual(['村党支部书记', '县应急管理局局长', '常务副县长', '县长', null, '村委会主任'])
})

describe('a whole text', () => {
  const readOf = (text: string) => readPlan(readText(text), one => one).drafts
  const stepsOf = (text: string) =>
    readOf(text).flatMap(one => (one.kind === 'step' ? [{ ...one.value, sources: [one.source, ...one.also] }] : []))
  const plan = (lines: string) => `某县防汛应急预案\n1 总则\n1.1 目的\n做好防汛工作。\n2 应急响应\n${lines}`

  test('measures that a level takes from another clause are its own, and a reference that leads nowhere stays for a person', () => {
    const text = plan(
      '2.1 I级响应\n2.1.1 响应措施\n(1)县水利局调度水库。\n(2)县公安局管制交通。\n(3)县气象局报送雨情。\n' +
        '2.2 II级响应\n2.2.1 响应措施\n(1)按照本预案2.1.1第(1)项至第(2)项执行。\n(2)按照本预案9.9.9执行。',
    )
    const found = stepsOf(text)
    expect(found.map(one => [one.said, one.levels])).toEqual([
      ['县水利局', [1, 2]],
      ['县公安局', [1, 2]],
      ['县气象局', [1]],
      ['', [2]],
    ])
    expect(found[0]?.sources.map(one => one.sentence)).toContain('按照本预案2.1.1第(1)项至第(2)项执行')
  })

  test('a step that says what it waits for waits for that step, and for none that is not there', () => {
    const found = stepsOf(
      plan(
        '2.1 II级响应\n2.1.1 响应措施\n(1)县应急局集结抢险队伍。\n(2)抢险队伍集结到位后,县水利局组织封堵决口。\n(3)接到报告后,县公安局赶赴现场。\n(4)群众转移后,乡镇政府清点人数。',
      ),
    )
    expect(found.map(one => one.after)).toEqual([null, 's1', null, null])
  })

  test('levels of other bodies, of warnings and of events are no levels of this plan', () => {
    const levels = (lines: string) =>
      readOf(plan(lines)).flatMap(one => (one.kind === 'level' ? [one.value.level] : []))
    expect(levels('2.1 分级应对\n发生重大灾害,省防指启动II级响应。')).toEqual([])
    expect(levels('2.1 蓝色预警响应\n县水利局加强巡查。')).toEqual([])
    expect(levels('2.1 蓝色预警响应(IV级响应)\n县水利局加强巡查,县气象局加密预报。')).toEqual([4])
    expect(levels('2.1 事件分级\nI级:死亡30人以上。')).toEqual([])
    expect(levels('2.1 III级响应\n县内发生3.0级以下地震的,不启动应急响应。')).toEqual([])
  })

  test('figures under a condition of their own suffice for nothing', () => {
    const found = readOf(
      plan(
        '2.1 IV级响应\n2.1.1 启动条件\n(1)出现下列情况之一的:\n①死亡1人以上;\n(2)发生5级以上地震,出现下列情况之一的:\n①转移安置100人以上;',
      ),
    ).flatMap(one => (one.kind === 'trigger' ? [triggerWords(one.value.level, one.value.trigger)] : []))
    expect(found).toEqual(['4 deaths>=1'])
  })
})

test('a text box is read once, beside the text, and nothing stands below it', () => {
  const { paragraphs, drafts } = readPlan(
    readDocx(
      writeWordFile([
        '某县防汛应急预案',
        '1 应急响应',
        '1.1 Ⅲ级响应',
        '1.1.1 响应措施',
        { box: ['流程图', '启动Ⅰ级响应', '县政府坐镇指挥'] },
        '（1）县水利局调度水库。',
        { tracked: '（2）{-县民政局-}{+县应急局+}调运物资。' },
      ]),
    ),
    one => one,
  )
  expect(paragraphs.filter(one => one.text === '启动Ⅰ级响应')).toHaveLength(1)
  expect(drafts.flatMap(one => (one.kind === 'step' ? [`${one.value.levels} ${one.value.said}`] : []))).toEqual([
    '3 县水利局',
    '3 县应急局',
  ])
})

test('a document that would read other files, multiply or nest without end is refused in words', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  const docx = (xml: string) => zipSync({ '[Content_Types].xml': bytes('<Types/>'), 'word/document.xml': bytes(xml) })
  const inBody = (xml: string) => `<w:document><w:body>${xml}</w:body></w:document>`
  const entity =
    '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "&x;&x;">]><w:document><w:body><w:p><w:r><w:t>&y;</w:t></w:r></w:p></w:body></w:document>'
  expect(() => readDocx(docx(entity))).toThrow('不允许的声明')
  const line = '<w:p><w:r><w:t>总则总则总则总则</w:t></w:r></w:p>'
  expect(() => readDocx(docx(inBody(line.repeat(12_100))))).toThrow('文档过长')
  expect(() => readDocx(docx(inBody('<w:sdt>'.repeat(500))))).toThrow(Unreadable)
})

test('a long list of units with nothing to do is read at once, and nobody is found to act', () => {
  const list = Array.from(
    { length: 60 },
    (_, i) => ['县公安局', '县水利局', '国网供电公司', '各乡镇人民政府'][i % 4],
  ).join('、')
  const began = performance.now()
  expect(subject(list)).toEqual([])
  expect(subject(`${list}做好抢险`)).toHaveLength(60)
  // Tried every way it would take longer than the world has stood; a busy machine takes a second.
  expect(performance.now() - began).toBeLessThan(5000)
})
