import type { FormDefinition, FormField, FormSection } from '@anlan/contract/form.ts'

type Part = Partial<FormField> & Pick<FormField, 'label' | 'kind'>

const field = (name: string, given: Part): FormField => ({
  name,
  required: false,
  unit: '',
  options: [],
  help: '',
  min: null,
  max: null,
  ...given,
})
const section = (
  name: string,
  title: string,
  fields: Record<string, Part>,
  more: Partial<FormSection> = {},
): FormSection => ({
  name,
  title,
  kind: 'fields',
  help: '',
  fields: Object.entries(fields).map(([key, part]) => field(key, part)),
  ...more,
})
const form = (sections: FormSection[], more: Partial<FormDefinition> = {}): FormDefinition => ({
  sections,
  allowsNone: false,
  noneWords: '无情况',
  footnote: '',
  ...more,
})
const count = (label: string, unit: string): Part => ({ label, unit, kind: 'integer' })
const amount = (label: string, unit: string): Part => ({ label, unit, kind: 'decimal' })
const words = (label: string, more: Partial<FormField> = {}): Part => ({ label, kind: 'longText', ...more })
const line = (label: string, more: Partial<FormField> = {}): Part => ({ label, kind: 'text', ...more })

export interface SampleForm {
  code: string
  name: string
  purpose: string
  definition: FormDefinition
}

/** The forms a county begins with (设计): from then on they are its own. */
export const countyForms: SampleForm[] = [
  {
    code: 'dutyReport',
    name: '值班和信息报送表',
    purpose: '乡镇、村（社区）和部门统一使用的值班与信息报送表，可打印空表手填后补录',
    definition: form(
      [
        section('duty', '值班情况', {
          leaderOnDuty: line('带班领导', { required: true, max: 20 }),
          dutyOfficer: line('值班人员', { required: true, max: 60 }),
          dutyPhone: { label: '值班电话', kind: 'phone', required: true },
          onPost: { label: '是否全员在岗', kind: 'yesNo', required: true },
        }),
        section(
          'events',
          '信息报送',
          {
            eventTime: line('时间', { required: true, max: 40, help: '例如 7月12日2时40分' }),
            eventPlace: line('地点', { required: true, max: 60 }),
            eventSource: line('信息来源', { max: 60 }),
            eventCourse: words('基本情况', { required: true, max: 800 }),
            eventActions: words('处置情况', { max: 500 }),
          },
          { kind: 'table', help: '每起一行；没有情况的不填' },
        ),
        section('people', '人员情况', {
          deaths: count('死亡', '人'),
          missing: count('失联', '人'),
          injured: count('受伤', '人'),
          relocated: count('转移安置', '人'),
        }),
        section('others', '其他', {
          calls: count('接听来电', '个'),
          weather: line('天气和水情', { max: 100 }),
          requests: words('需要协调解决的事项', { max: 500 }),
        }),
      ],
      { allowsNone: true, noneWords: '值班在岗，无情况', footnote: '本表全县统一。手填的，由带班领导签字后尽快补录。' },
    ),
  },
  {
    code: 'dutyDaily',
    name: '值班情况日报',
    purpose: '每日报告值班在岗、来电来文和当日要情',
    definition: form([
      section('watch', '在岗情况', {
        dailyLeader: line('带班领导', { required: true, max: 20 }),
        dailyOfficers: line('值班人员', { required: true, max: 60 }),
        peopleOnPost: { ...count('在岗人数', '人'), required: true },
        checksPassed: { label: '查岗情况', kind: 'choice', options: ['未查岗', '应答正常', '应答超时'] },
      }),
      section('traffic', '当日值守', {
        callsTaken: count('接听来电', '个'),
        papersTaken: count('收到文电', '件'),
        reportsSent: count('报送信息', '条'),
        dayMatters: words('当日要情', { max: 800 }),
        tomorrow: words('明日重点', { max: 400 }),
      }),
    ]),
  },
  {
    code: 'floodStatistics',
    name: '汛情灾情统计表',
    purpose: '汛期和强降雨期间统计雨水情、转移避险和灾情',
    definition: form(
      [
        section('rain', '雨水情', {
          rainMillimetres: amount('累计降雨量', '毫米'),
          waterLevel: amount('最高水位', '米'),
          waterWords: line('水库、河道情况', { max: 200 }),
        }),
        section('evacuation', '转移避险', {
          evacuatedHouseholds: count('转移户数', '户'),
          evacuatedPeople: count('转移人数', '人'),
          shelteredPeople: count('集中安置人数', '人'),
          returnedPeople: count('已返回人数', '人'),
        }),
        section('losses', '灾情', {
          affectedPeople: count('受灾人口', '人'),
          floodDeaths: count('死亡', '人'),
          floodMissing: count('失联', '人'),
          roomsCollapsed: count('倒塌房屋', '间'),
          roomsDamaged: count('严重损坏房屋', '间'),
          cropHectares: amount('农作物受灾面积', '公顷'),
          roadsCut: count('道路中断', '处'),
          householdsWithoutPower: count('停电', '户'),
          lossWanYuan: amount('直接经济损失', '万元'),
        }),
        section(
          'dangers',
          '险情',
          {
            dangerPlace: line('地点', { required: true, max: 60 }),
            dangerKind: {
              label: '险情类别',
              kind: 'choice',
              required: true,
              options: ['山洪', '滑坡', '泥石流', '堤防', '水库', '城镇内涝', '其他'],
            },
            dangerActions: words('处置情况', { max: 300 }),
          },
          { kind: 'table' },
        ),
      ],
      { allowsNone: true, noneWords: '无汛情灾情', footnote: '数字为本次统计时段的累计数，后报以新数为准。' },
    ),
  },
  {
    code: 'grainMonthly',
    name: '粮油应急供应网点月报',
    purpose: '粮油应急供应企业和供应点每月报送加工、消费、库存、流通情况',
    definition: form(
      [
        section(
          'points',
          '供应网点',
          {
            pointName: line('网点名称', { required: true, max: 60 }),
            grainProcessed: amount('本月加工', '吨'),
            grainConsumed: { ...amount('本月消费（销售）', '吨'), required: true },
            grainMovedIn: amount('本月调入', '吨'),
            grainMovedOut: amount('本月调出', '吨'),
            grainStock: { ...amount('月末粮食库存', '吨'), required: true },
            oilStock: { ...amount('月末食用油库存', '吨'), required: true },
          },
          {
            kind: 'table',
            rowsOf: 'supply-points',
            help: '台账中的每个网点一行，缺一个即为缺报；不再经营的请先在台账中注销',
          },
        ),
        section('market', '市场情况', {
          supplyState: { label: '供应情况', kind: 'choice', required: true, options: ['正常', '偏紧', '短缺'] },
          priceWords: words('价格和需要说明的情况', { max: 300 }),
        }),
      ],
      { footnote: '数字按网点实际填写，没有的填 0；库存与台账不一致的请同时更新台账。' },
    ),
  },
  {
    code: 'zeroReport',
    name: '零报告',
    purpose: '加强值班、应急状态和重要时期按时报告，无情况也要报告',
    definition: form(
      [
        section('situation', '情况', {
          situation: words('情况简述', { required: true, max: 1000, help: '时间、地点、经过、已采取措施' }),
          zeroDeaths: count('死亡', '人'),
          zeroMissing: count('失联', '人'),
          zeroInjured: count('受伤', '人'),
          zeroRelocated: count('转移安置', '人'),
          zeroRequests: words('需要协调解决的事项', { max: 300 }),
        }),
      ],
      { allowsNone: true, noneWords: '无情况' },
    ),
  },
]
