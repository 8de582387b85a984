import type { LedgerRecord } from './ledger-records.ts'

type Watch = [
  unitKey: string,
  name: string,
  kind: string,
  every: string,
  look: string,
  note: string | null,
  watcher: string,
]

const watches: Watch[] = [
  [
    'chaping-201',
    '凉水村后山滑坡点',
    '地质灾害隐患点',
    '雨前雨中雨后',
    '裂缝、渗水、落石',
    '昨日傍晚巡查，后缘裂缝无变化',
    '杨秀林',
  ],
  ['chaping-202', '河坝村沟口', '山洪危险区', '雨前雨中雨后', '沟水是否浑浊、水位是否陡涨', null, '田茂才'],
  ['chaping-203', '三岔村漫水桥', '河道桥涵', '每日 2 次', '桥面过水、漂浮物', '水位正常，警示牌完好', '冉光明'],
  ['longtan-201', '滩口村堤防险段', '河道桥涵', '每日 1 次', '渗水、管涌、坡面塌陷', '堤脚干燥', '张桂兰'],
  ['longtan-202', '后沟山塘', '水库山塘', '每日 1 次', '坝体渗漏、溢洪道堵塞', null, '龙正华'],
  ['yanjing-201', '井湾村高边坡', '地质灾害隐患点', '每日 1 次', '挡墙变形、排水孔出水', '排水孔已疏通', '陈德贵'],
  [
    'songling-201',
    '青松村进山卡口',
    '森林防火卡口',
    '24 小时盯守',
    '火种、祭祀用火',
    '登记进山 6 人，未带火种',
    '吴青松',
  ],
  ['songling-202', '东岭护林点', '森林防火卡口', '每日 2 次', '林区烟点、野外用火', null, '罗世海'],
]

/** Places that villages of the county watch (重点区域值守), each with who watches it. */
export const keyAreaWatches = (): LedgerRecord[] =>
  watches.map(([unitKey, name, kind, every, look, note, watcher], place) => ({
    ledger: 'key-area-watches',
    key: `${unitKey}/${name}`,
    unitKey,
    values: { name, kind, every, look, note, watcher, watcherPhone: `19900009${101 + place}` },
  }))
