import type { ParticularKind } from '@anlan/contract/event-particulars.ts'
import { stableId } from '../../../kernel/stable-id.ts'
import type { Work } from '../../../kernel/work/work.ts'

interface Seeded {
  code: string
  label: string
  kind: ParticularKind
  words?: string[]
  unit?: string
  help?: string
  typePrefixes: string[]
  article?: string
}

const environment = '县突发环境事件应急处置要求：根据不同的事故成因、主要污染物、主要保护目标采取不同的处置方法'

/** What is asked of an event beyond its figures, by the type (ours, 设计; a county edits the rows). The order is that of the form. */
const fields: Seeded[] = [
  {
    code: 'cause',
    label: '事故成因',
    kind: 'choices',
    words: [
      '车辆追尾碰撞',
      '车辆侧翻',
      '设备故障或破裂',
      '腐蚀老化',
      '操作不当',
      '违规作业',
      '人为排放倾倒',
      '电气线路',
      '用火不慎',
      '自然灾害引发',
      '原因不明',
    ],
    typePrefixes: ['12'],
    article: environment,
  },
  {
    code: 'fireCause',
    label: '起火原因',
    kind: 'choice',
    words: ['祭祀用火', '农事用火', '野外吸烟', '施工用火', '输电线路', '雷击', '境外火烧入', '原因不明'],
    typePrefixes: ['11G'],
  },
  {
    code: 'disasterCause',
    label: '致灾原因',
    kind: 'choices',
    words: [
      '短时强降雨',
      '持续降雨',
      '上游泄洪',
      '水库险情',
      '切坡建房',
      '工程施工',
      '采矿活动',
      '地震',
      '河道堵塞',
      '原因不明',
    ],
    typePrefixes: ['11A', '11D'],
  },
  {
    code: 'substance',
    label: '涉及物质',
    kind: 'text',
    help: '看罐体标牌、运单，例如 31% 盐酸；不知道的写“不明液体”',
    typePrefixes: ['12D', '12Q', '12E', '12H', '12G', '12P09', '13C'],
  },
  {
    code: 'unNumber',
    label: 'UN 编号',
    kind: 'text',
    help: '橙色标牌下行的 4 位数字，例如 1789',
    typePrefixes: ['12D', '12Q', '12H', '12P09'],
  },
  {
    code: 'tonnes',
    label: '涉及数量',
    kind: 'number',
    unit: '吨',
    typePrefixes: ['12D', '12Q', '12E', '12H01', '12H02'],
  },
  {
    code: 'release',
    label: '泄漏燃爆情况',
    kind: 'choice',
    words: ['正在泄漏', '已止漏', '着火', '已爆炸', '未泄漏', '不明'],
    typePrefixes: ['12D', '12H', '12P09', '12N02', '12N03'],
  },
  {
    code: 'pollutant',
    label: '主要污染物',
    kind: 'choices',
    words: [
      '酸类',
      '碱类',
      '油类',
      '苯系物等有机物',
      '氰化物',
      '重金属',
      '农药',
      '含磷含氮废水',
      '尾矿砂',
      '有毒气体',
      '畜禽养殖废水',
      '放射性物质',
      '污染物不明',
    ],
    typePrefixes: ['12D', '12Q', '12B04', '12H'],
    article: environment,
  },
  {
    code: 'receiving',
    label: '受影响环境',
    kind: 'choices',
    words: ['河流沟渠', '水库湖泊', '地下水', '土壤农田', '大气', '雨污管网'],
    typePrefixes: ['12D', '12Q', '12B04', '12H01', '12H02'],
  },
  {
    code: 'targets',
    label: '主要保护目标',
    kind: 'choices',
    words: [
      '居民区',
      '学校',
      '医院和养老机构',
      '饮用水取水口',
      '饮用水水源地',
      '水库',
      '加油加气站',
      '危化企业或仓库',
      '交通干线',
      '输电线路和变电站',
      '通信基站',
      '景区',
      '自然保护地',
      '文物古建',
      '农田和养殖场',
    ],
    typePrefixes: ['11', '12', '13'],
    article: environment,
  },
  {
    code: 'site',
    label: '事发场所',
    kind: 'choice',
    words: [
      '高速公路',
      '国省道',
      '县乡村道',
      '桥梁隧道',
      '河道沟谷',
      '水库堤坝',
      '山坡切坡',
      '林区',
      '村庄',
      '城镇街区',
      '工业企业',
      '矿山',
      '在建工地',
      '学校',
      '医院和养老机构',
      '商场市场',
      '景区',
    ],
    typePrefixes: ['1'],
  },
  {
    code: 'wind',
    label: '风向风力',
    kind: 'text',
    help: '例如 东北风 3 级',
    typePrefixes: ['11G', '12D', '12Q02', '12P09'],
  },
  {
    code: 'roadState',
    label: '道路通行',
    kind: 'choice',
    words: ['双向中断', '半幅通行', '限速限行', '未中断'],
    typePrefixes: ['11A', '11D', '12H', '12P01', '12D'],
  },
  { code: 'households', label: '受威胁户数', kind: 'number', unit: '户', typePrefixes: ['11A', '11D', '11G', '12B04'] },
  { code: 'underground', label: '当班井下人数', kind: 'number', unit: '人', typePrefixes: ['12A', '12B'] },
  {
    code: 'building',
    label: '建筑类型',
    kind: 'choice',
    words: ['村民自建房', '多层住宅', '高层住宅', '商场市场', '学校医院', '厂房仓库', '在建工程', '木结构古建'],
    typePrefixes: ['12G', '12P13', '12C'],
  },
  {
    code: 'symptoms',
    label: '主要症状',
    kind: 'choices',
    words: ['发热', '呕吐腹泻', '咳嗽咽痛', '皮疹', '头晕昏迷', '呼吸困难', '症状不明'],
    typePrefixes: ['13A', '13B', '13C', '13F'],
  },
  { code: 'crowd', label: '现场聚集人数', kind: 'number', unit: '人', typePrefixes: ['12S', '14A'] },
]

/** Brings the fields of the product that the county has not yet; rows it has changed stay as they are. */
export async function seedParticularFields(work: Work): Promise<void> {
  await work.tx
    .insertInto('event_particular_field')
    .values(
      fields.map((one, sort) => ({
        id: stableId('event-particular-field', one.code),
        code: one.code,
        label: one.label,
        kind: one.kind,
        unit: one.unit ?? '',
        help: one.help ?? '',
        words: one.words ?? [],
        type_prefixes: one.typePrefixes,
        sort: sort * 10,
        enabled: true,
        source_name: '产品默认',
        source_article: one.article ?? '',
        confidence: '设计' as const,
        version: 1,
        changed_at: null,
        changed_by_name: null,
      })),
    )
    .onConflict(conflict => conflict.column('code').doNothing())
    .execute()
}
