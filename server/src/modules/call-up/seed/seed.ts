import type { CostKind } from '@anlan/contract/call-up-costs.ts'
import type { LineProvider } from '@anlan/contract/call-up-view.ts'
import { ours } from '../../../kernel/setting-rows.ts'
import type { Work } from '../../../kernel/work/work.ts'

const toConfirm = { ...ours, name: '产品默认，待县财政部门核定' }
const prices: [code: string, title: string, kind: CostKind, unit: string, price: number][] = [
  ['person-day', '救援人员误工补助', 'personDays', '人日', 200],
  ['expert-day', '专家咨询费', 'personDays', '人日', 800],
  ['vehicle-day', '车辆装备使用费', 'vehicleDays', '台日', 1200],
]

/** Safety before leaving (W189): what has to be aboard or done, by what goes out. */
const boats = ['assault-boat', 'rubber-boat']
const checks: [code: string, label: string, providers: LineProvider[], capabilities?: string[]][] = [
  ['life-saving', '救生衣、救生绳等救生装备按人配齐', ['team', 'equipment', 'neighbour']],
  ['protection', '头盔、手套、反光衣等个人防护到位', ['team', 'neighbour']],
  ['communication', '对讲机、卫星电话等通信畅通', ['team', 'equipment', 'neighbour']],
  ['head-count', '清点人数，登记带队人', ['team', 'neighbour']],
  ['vehicle', '车况、燃油、轮胎和制动正常', ['equipment']],
  ['load', '装载牢固，危险品按规定分装', ['equipment']],
  ['goods', '物资品名、数量、有效期核对', ['stock', 'agreement']],
  ['boat', '艇体、发动机试机正常，备用油桶、桨、抛绳器在艇', ['equipment', 'stock', 'agreement'], boats],
  ['boat-jackets', '按核定乘员每人一件救生衣随艇', ['equipment', 'stock', 'agreement'], boats],
  ['passengers', '核定载客人数，安全锤、灭火器在位', ['equipment', 'agreement'], ['passenger-transport']],
  ['chained', '机械上板车已捆扎，路线限高限重已核对', ['equipment'], ['excavation', 'loading', 'lifting']],
  ['medical', '车况良好，急救设备、药品、氧气和担架齐备，随车医护到位', ['hospital', 'equipment'], ['ambulance']],
]

/** Prices and departure checks that come with the product; those a county changed stay. */
export async function seedCallUp(work: Work): Promise<void> {
  await work.tx
    .insertInto('call_up_price')
    .values(
      prices.map(([code, title, kind, unit, price]) => ({
        code,
        title,
        kind,
        unit,
        price,
        source: JSON.stringify(toConfirm),
      })),
    )
    .onConflict(conflict => conflict.doNothing())
    .execute()
  await work.tx
    .insertInto('call_up_check_rule')
    .values(
      checks.map(([code, label, providers, capabilities = []], sort) => ({
        code,
        label,
        providers,
        capabilities,
        sort,
        source: JSON.stringify(ours),
      })),
    )
    .onConflict(conflict => conflict.doNothing())
    .execute()
}
