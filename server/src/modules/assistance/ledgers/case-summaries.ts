import { knownEventTypes } from '../../event-report/api.ts'
import { area, choice, day, ledger, longText, place, text } from '../../register/api.ts'

/** 案例库 (S23): what happened here or elsewhere, what was done and what was learnt. Similar ones stand beside a new event. */
export default ledger({
  name: 'case-summaries',
  label: '案例库',
  group: '辅助决策',
  purpose:
    '登记本县和外地典型突发事件案例：经过、处置措施、经验教训；新事件发生时按类型、成因、要素等自动列出相似案例。',
  title: 'name',
  key: ['name'],
  ownerLabel: '登记单位',
  readableBy: 'county',
  fields: {
    name: text('案例名称', { required: true, max: 80, inList: true }),
    eventType: choice('事件类型', knownEventTypes, { required: true, inList: true }),
    level: choice('事件级别', ['特别重大', '重大', '较大', '一般'], { optional: true, inList: true }),
    occurredOn: day('发生日期', { required: true, inList: true }),
    place: text('发生地点', { required: true, max: 80, inList: true }),
    areaCode: area('所在乡镇（本县案例）', { optional: true }),
    position: place('位置', { optional: true }),
    site: text('事发场所', { optional: true, max: 30, help: '与事件要素的用词一致，例如 高速公路、河道沟谷、林区' }),
    cause: text('成因', { max: 100, help: '多个用“、”分隔，例如 车辆追尾碰撞' }),
    substance: text('涉及物质', { optional: true, max: 60 }),
    pollutant: text('主要污染物', { optional: true, max: 60, help: '例如 酸类、油类' }),
    targets: text('主要保护目标', { optional: true, max: 100, help: '例如 饮用水取水口、居民区' }),
    summary: longText('经过', { required: true, max: 2000 }),
    measures: longText('处置措施', { required: true, max: 2000 }),
    result: longText('结果', { max: 500 }),
    lessons: longText('经验教训', { required: true, max: 2000 }),
    source: text('来源', { required: true, max: 120, inList: true, help: '调查报告、评估报告、通报的名称和文号' }),
    sourceLink: text('来源网址或档案号', { optional: true, max: 200 }),
  },
})
