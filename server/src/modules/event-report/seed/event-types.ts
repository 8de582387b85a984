/**
 * How far a seed value can be trusted: 确 checked against the text, 较确 well known, 待核 uncertain (shipped
 * disabled, or as an editable default), 设计 our own default and not law.
 */
export type Confidence = '确' | '较确' | '待核' | '设计'

/** A type of emergency event (突发事件类型) of the national code table. */
export interface EventTypeRow {
  /** `1`, category 1 to 4, letter of the sub-category, two digits: 00 the sub-category itself, 99 其他. */
  code: string
  name: string
  parentCode: string | null
  /** Warnings (预警) come with this type; nobody reports an event of it. */
  warningOnly: boolean
  enabled: boolean
  source: string
  confidence: Confidence
}

interface Child {
  suffix: string
  name: string
  confidence?: Confidence
  enabled?: boolean
  warningOnly?: boolean
}

const source = '国家应急平台突发事件分类代码'

/** Codes on which two or more public data sets agree; every other code comes from one set. */
const agreed = new Set([
  ...['11A00', '11A01', '11A02', '11A03', '11A04', '11A05', '11A51', '11C02', '11D01', '11D02', '11G01', '11G05'],
])
const agreedByTwo = (code: string) => agreed.has(code) || /^11B(?!00|99)\d\d$/.test(code)

const row = (code: string, name: string, parentCode: string | null, more: Partial<Child> = {}): EventTypeRow => ({
  code,
  name,
  parentCode,
  warningOnly: more.warningOnly ?? false,
  enabled: more.enabled ?? true,
  source,
  confidence: more.confidence ?? (agreedByTwo(code) ? '确' : '较确'),
})

/** “01 洪水；02 内涝” as children. */
const list = (text: string, more: Partial<Child> = {}): Child[] =>
  text.split('；').map(item => ({ suffix: item.slice(0, 2), name: item.slice(3), ...more }))

const subCategory = (code: string, name: string, children: Child[] = [], more: Partial<Child> = {}): EventTypeRow[] => [
  row(code, name, `${code.slice(0, 2)}000`, more),
  ...children.map(child => row(code.slice(0, 3) + child.suffix, child.name, code, { ...more, ...child })),
]

const naturalDisasters: EventTypeRow[] = [
  row('11000', '自然灾害', null),
  ...subCategory('11A00', '水旱灾害', [
    ...list('01 洪水；02 内涝；03 水库重大险情；04 堤防重大险情；05 凌汛灾害；51 山洪灾害；52 农业干旱；53 城镇缺水'),
    ...list('54 生态干旱'),
    // One data set has 11A10 for this; our own is kept until the county confirms.
    ...list('55 农村人畜饮水困难', { confidence: '待核' }),
    ...list('99 其他水旱灾害'),
  ]),
  ...subCategory('11B00', '气象灾害', [
    ...list(
      '01 台风；02 龙卷风；03 暴雨；04 暴雪；05 寒潮；06 大风；07 沙尘暴；08 低温冻害；09 高温；10 热浪；11 干热风',
    ),
    ...list('12 下击暴流；13 雪崩；14 雷电；15 冰雹；16 霜冻；17 大雾；18 低空风切变；19 霾；99 其他气象灾害'),
    ...list('20 雷雨大风；21 道路结冰；22 干旱；23 海上大风；24 高温中暑；25 森林火险；26 草原火险；27 冰冻', {
      warningOnly: true,
    }),
    ...list('28 空间天气；29 重污染；30 低温雨雪冰冻；31 强对流；32 臭氧；33 大雪；34 寒冷；35 连阴雨；36 渍涝风险', {
      warningOnly: true,
    }),
    ...list(
      '37 地质灾害气象风险；38 强降雨；39 强降温；40 雪灾；41 森林（草原）火险；43 雷暴；44 停课信号；45 停工信号',
      {
        warningOnly: true,
      },
    ),
    ...list('51 沙尘；56 低温；57 道路冰雪；58 雷暴大风；64 短时强降水', { warningOnly: true }),
  ]),
  ...subCategory('11C00', '地震灾害', list('01 人工地震；02 天然地震；99 其他地震灾害')),
  ...subCategory(
    '11D00',
    '地质灾害',
    list('01 滑坡；02 泥石流；03 山体崩塌；04 地面塌陷；05 地裂缝；06 地面沉降；07 火山喷发；99 其他地质灾害'),
  ),
  // An inland county has no sea; 06 comes only with live warning feeds.
  ...subCategory(
    '11E00',
    '海洋灾害',
    [
      ...list('01 海啸；02 风暴潮；03 海冰；04 巨浪；05 赤潮；99 其他海洋灾害'),
      ...list('06 海浪', { warningOnly: true }),
    ],
    { enabled: false },
  ),
  ...subCategory('11F00', '生物灾害', [
    ...list('01 农业病害；02 农业虫害；03 农业草害；04 农业鼠害；05 森林病害；06 森林虫害；07 森林鼠害'),
    ...list('08 农业转基因生物安全事件；09 林业转基因生物安全事件；10 林业有害植物事件', { confidence: '待核' }),
    ...list('11 外来有害动植物威胁农业生产；12 外来有害动植物威胁林业生产', { confidence: '待核' }),
    ...list('99 其他生物灾害'),
  ]),
  ...subCategory('11G00', '森林草原火灾', [
    ...list('01 境内森林火灾；02 跨境森林火灾；03 境外威胁我国境内的森林火灾；04 其他森林火灾'),
    ...list('05 境内草原火灾；06 跨境草原火灾；07 境外威胁我国境内的草原火灾；08 其他草原火灾'),
  ]),
  ...subCategory('11Y00', '其他自然灾害'),
]

const accidents: EventTypeRow[] = [
  row('12000', '事故灾难', null),
  ...subCategory('12A00', '煤矿事故', [
    ...list('01 煤矿瓦斯事故；02 煤矿顶板事故；03 煤矿运输事故；04 煤矿水害事故；05 煤矿机电事故；06 煤矿放炮事故'),
    ...list('07 煤矿火灾事故；99 其他煤矿事故'),
  ]),
  ...subCategory('12B00', '金属与非金属矿山事故', [
    ...list('01 非煤矿山顶板事故；02 非煤矿山水害事故；03 非煤矿山中毒和窒息；04 尾矿库垮坝；05 非煤矿山火灾'),
    ...list('06 非煤矿山机电事故；07 非煤矿山运输事故；08 非煤矿山放炮事故；09 非煤矿山火药爆炸；99 其他非煤矿山事故'),
  ]),
  ...subCategory('12C00', '建筑业事故', list('01 房屋建筑与市政工程施工安全事故；02 其他建筑施工安全事故')),
  ...subCategory('12D00', '危险化学品事故', [
    ...list('01 危险化学品爆炸；02 危险化学品泄漏；03 危险化学品火灾；04 危险化学品中毒和窒息；05 危险化学品灼烫'),
    ...list('99 其他危险化学品事故'),
  ]),
  ...subCategory(
    '12E00',
    '烟花爆竹和民用爆炸物事故',
    list('01 烟花爆竹生产爆炸；02 烟花爆竹运输爆炸；03 民用爆炸物爆炸；99 其他烟花爆竹和民用爆炸物事故'),
  ),
  ...subCategory('12F00', '其他工矿商贸事故'),
  ...subCategory('12G00', '火灾事故', [
    ...list('01 一般工业建筑火灾；02 特种工业建筑火灾；03 一般民用建筑火灾；04 高层民用建筑火灾；05 地下建筑火灾'),
    ...list('06 公用建筑火灾；07 隧道火灾；99 其他火灾事故'),
  ]),
  ...subCategory(
    '12H00',
    '道路交通事故',
    list('01 翻车事故；02 撞车事故；03 车辆坠水、坠沟事故；04 车辆起火；05 校车事故；99 其他道路交通事故'),
  ),
  ...subCategory('12J00', '水上交通事故', [
    ...list(
      '01 船舶碰撞；02 船舶触礁；03 船舶触损；04 船舶搁浅；05 船舶遭受风灾；06 船舶火灾；07 船舶失踪；08 船舶遇险',
    ),
    ...list('09 水上保安事件；10 渔业设施事故；99 其他水上交通事故'),
  ]),
  ...subCategory(
    '12K00',
    '铁路交通事故',
    list('01 列车脱轨；02 列车追尾；03 列车撞车；04 列车撞人；05 列车火灾、爆炸；99 其他铁路交通事故'),
  ),
  ...subCategory('12L00', '城市轨道交通事故', [
    ...list('01 城市轨道列车脱轨；02 城市轨道列车追尾；03 城市轨道列车撞车；04 城市轨道列车撞人'),
    ...list('05 城市轨道列车火灾、爆炸；99 其他城市轨道交通事故'),
  ]),
  ...subCategory('12M00', '民用航空器事故', [
    ...list('01 航空器坠机；02 航空器撞机；99 其他民用航空器事故'),
    // The range is printed once for rail and air together; whether air has 03 to 05 is open.
    ...list('03 航空器撞车；04 航空器撞人；05 航空器火灾、爆炸', { confidence: '待核', enabled: false }),
  ]),
  ...subCategory('12N00', '特种设备事故', [
    ...list('01 锅炉事故；02 压力容器事故；03 压力管道事故；04 电梯事故；05 起重机械事故；06 客运索道事故'),
    ...list('07 大型游乐设施事故；99 其他特种设备事故'),
  ]),
  ...subCategory('12P00', '基础设施和公用设施事故', [
    ...list(
      '01 公路设施事故；02 铁路设施事故；03 轨道交通设施事故；04 城市桥梁隧道事故；05 水运设施事故；06 民航设施事故',
    ),
    ...list('07 水利设施事故；08 电力设施事故；09 油气设施事故；10 通讯设施事故；11 金融设施事故；12 城市生命线事故'),
    ...list('13 建筑垮塌事故；99 其他基础设施和公用设施事故'),
  ]),
  ...subCategory('12Q00', '环境污染和生态破坏事件', [
    ...list('01 水域污染；02 空气污染；03 土壤污染；04 溢油；05 污染致水源供水中断；12 野生动植物大批死亡'),
    ...list('15 非法倾倒埋藏危险废物；99 其他环境污染和生态破坏事件'),
  ]),
  ...subCategory('12R00', '农业机械事故', [
    ...list('01 农业机械行驶事故；02 农业机械作业事故；03 农业机械碾压；04 农业机械碰撞；05 农业机械翻车'),
    ...list('06 农业机械落车；07 农业机械火灾；99 其他农业机械事故'),
  ]),
  ...subCategory('12S00', '踩踏事件', list('01 大型群众性活动或聚会踩踏；02 校园踩踏；99 其他踩踏事件')),
  // 99 is here the X-ray and accelerator equipment, not “其他”.
  ...subCategory('12T00', '核与辐射事故', list('01 核设施事故；02 放射性物质运输事故；03 放射源事故；99 射线装置事故')),
  ...subCategory('12U00', '能源供应中断事故'),
  ...subCategory('12Y00', '其他事故灾难'),
]

const publicHealthEvents: EventTypeRow[] = [
  row('13000', '公共卫生事件', null),
  ...subCategory('13A00', '传染病事件', [
    ...list('01 鼠疫；02 霍乱；03 肺炭疽；04 传染性非典型肺炎；05 人感染高致病性禽流感；06 其他甲类或按甲类管理传染病'),
    ...list('07 其他乙类传染病；08 新发或输入传染病；09 已消灭传染病再现；99 其他传染病事件'),
  ]),
  ...subCategory(
    '13B00',
    '食品药品安全事件',
    list('01 药品安全事件；02 群体性预防接种反应；03 食品安全事件；04 农产品质量安全事件；99 其他食品药品安全事件'),
  ),
  ...subCategory(
    '13C00',
    '群体性中毒、感染事件',
    list('01 急性职业中毒；02 重金属中毒；03 非职业性一氧化碳中毒；99 其他群体性中毒、感染事件'),
  ),
  ...subCategory('13D00', '病原微生物、菌毒株事件', [
    ...list('01 菌毒株丢失；02 病原体隐匿运输、邮寄；03 医源性感染；99 其他病原微生物、菌毒株事件'),
  ]),
  ...subCategory('13E00', '动物疫情事件', [
    ...list('01 动物高致病性禽流感；02 口蹄疫；03 疯牛病'),
    ...list('04 猪瘟（含非洲猪瘟）', { confidence: '待核' }),
    ...list('05 新城疫；07 动物布鲁氏菌病；08 动物结核病；09 动物狂犬病；10 动物炭疽；99 其他动物疫情事件'),
  ]),
  ...subCategory('13F00', '群体性不明原因疾病'),
  ...subCategory('13G00', '其他严重影响公众健康事件'),
  ...subCategory('13Y00', '其他公共卫生事件'),
]

/** Only the sub-categories: what is below them is not for this system. */
const socialSecurityEvents: EventTypeRow[] = [
  row('14000', '社会安全事件', null),
  ...subCategory('14A00', '群体性事件'),
  ...subCategory('14B00', '刑事案件'),
  ...subCategory('14C00', '金融突发事件'),
  ...subCategory('14D00', '影响市场稳定的突发事件'),
  ...subCategory('14E00', '民族和宗教事件'),
  ...subCategory('14F00', '恐怖袭击事件'),
  ...subCategory('14G00', '涉外事件'),
  ...subCategory('14H00', '信息安全事件'),
  ...subCategory('14Y00', '其他社会安全事件'),
]

/** Every type of emergency event the product knows; a county enables and disables rows, the codes stay. */
export const eventTypes: EventTypeRow[] = [
  ...naturalDisasters,
  ...accidents,
  ...publicHealthEvents,
  ...socialSecurityEvents,
  row('19000', '其他突发事件', null),
]

/** Codes and names of what may be chosen, as the product brings them. */
export const knownEventTypes: Record<string, string> = Object.fromEntries(
  eventTypes.filter(one => !one.code.endsWith('000') && !one.warningOnly).map(one => [one.code, one.name]),
)
