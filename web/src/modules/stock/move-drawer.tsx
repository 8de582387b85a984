import { type enteredKinds, inOrigins, type LotView, movementKinds, type StoreView } from '@anlan/contract/stock.ts'
import { useQuery } from '@tanstack/react-query'
import { App, Form, Input, InputNumber, Select } from 'antd'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { DayField } from '../../ui/form/instant-field.tsx'
import { itemsQuery, storesQuery, useMove } from './requests.ts'
import { amount } from './stock-frame.tsx'

export type HandKind = (typeof enteredKinds)[number]
interface Values {
  itemCode: string
  quantity: number
  lotId?: string
  toStoreId?: string
  origin?: string
  receiver?: string
  orderNo?: string
  note?: string
  lot?: { lotNo?: string; producedOn?: string; expiresOn?: string; place?: string }
}

const receivers: Partial<Record<HandKind, string>> = {
  in: '供货（捐赠）单位',
  out: '领用单位（人）',
  loan: '借用单位（人）',
  return: '归还单位（人）',
}

const ofLot: HandKind[] = ['rotation', 'scrap']

/** One movement in a few taps: what, how many, to whom; the lot is chosen by expiry unless one is named. */
export function MoveDrawer({
  store,
  kind,
  lot,
  onClose,
}: {
  store: StoreView
  kind: HandKind
  /** Where the act began at a lot: its goods are chosen; 轮换 and 报废 mean this very lot, all of it. */
  lot?: LotView | undefined
  onClose: () => void
}) {
  const { message } = App.useApp()
  const move = useMove()
  const items = useQuery(itemsQuery)
  const stores = useQuery({ ...storesQuery(), enabled: kind === 'transfer' })
  const enters = kind === 'in' || kind === 'rotation'
  const held = store.items.map(item => ({
    value: item.itemCode,
    label:
      kind === 'return'
        ? `${item.itemName}（借出 ${amount(item.onLoan, item.unit)}）`
        : `${item.itemName}（可用 ${amount(item.usable, item.unit)}）`,
  }))
  const known = (items.data ?? [])
    .filter(item => item.enabled)
    .map(item => ({ value: item.code, label: `${item.name}（${item.unit}）` }))
  return (
    <ActionDrawer<Values>
      open
      title={`${movementKinds[kind]}：${store.name}`}
      act={movementKinds[kind]}
      initial={{
        ...(kind === 'in' && { origin: 'purchase' }),
        ...(lot && { itemCode: lot.itemCode }),
        ...(lot && ofLot.includes(kind) && { lotId: lot.id, quantity: lot.balance }),
      }}
      consequence={
        ['out', 'loan', 'transfer', 'consume'].includes(kind)
          ? '不选批次时先到期的先出。记录不能修改，录错时在台账中更正。'
          : '记录不能修改，录错时在台账中更正。'
      }
      onAct={async ({ lot, ...values }, id) => {
        await move.mutateAsync({
          ...values,
          id,
          kind,
          storeId: store.id,
          lot: enters ? { ...lot, producedOn: lot?.producedOn || null, expiresOn: lot?.expiresOn || null } : null,
        })
        void message.success(`${movementKinds[kind]}已登记`)
      }}
      onClose={onClose}
    >
      {form => (
        <>
          <Form.Item name="itemCode" label="物资" required>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              placeholder="选择物资"
              options={kind === 'in' ? known : held}
            />
          </Form.Item>
          <Form.Item name="quantity" label="数量" required>
            <InputNumber min={0} inputMode="decimal" style={{ width: '100%' }} />
          </Form.Item>
          {kind === 'in' && (
            <Form.Item name="origin" label="来源" required>
              <Select options={Object.entries(inOrigins).map(([value, label]) => ({ value, label }))} />
            </Form.Item>
          )}
          {kind === 'transfer' && (
            <Form.Item name="toStoreId" label="调入仓库" required>
              <Select
                showSearch={{ optionFilterProp: 'label' }}
                options={(stores.data ?? [])
                  .filter(one => one.id !== store.id && one.state === 'active')
                  .map(one => ({ value: one.id, label: one.name }))}
              />
            </Form.Item>
          )}
          {kind !== 'in' && (
            <Form.Item noStyle shouldUpdate={(a, b) => a.itemCode !== b.itemCode}>
              {() => (
                <Form.Item
                  name="lotId"
                  label={kind === 'rotation' ? '被轮换的批次' : '批次'}
                  required={kind === 'rotation'}
                >
                  <Select
                    allowClear
                    placeholder={kind === 'rotation' ? '选择旧批次' : '按有效期自动选择'}
                    options={store.lotList
                      .filter(lot => lot.itemCode === form.getFieldValue('itemCode'))
                      .map(lot => ({
                        value: lot.id,
                        label: `${lot.lotNo} 结存 ${amount(lot.balance)}${lot.expiresOn ? `，${lot.expiresOn} 到期` : ''}`,
                      }))}
                  />
                </Form.Item>
              )}
            </Form.Item>
          )}
          {enters && (
            <>
              <Form.Item name={['lot', 'lotNo']} label="批次号">
                <Input placeholder="不填则用入库日期" />
              </Form.Item>
              <Form.Item name={['lot', 'producedOn']} label="生产日期">
                <DayField />
              </Form.Item>
              <Form.Item name={['lot', 'expiresOn']} label="有效期至" extra="不填则按目录中的储存年限推算">
                <DayField />
              </Form.Item>
              <Form.Item name={['lot', 'place']} label="存放位置">
                <Input />
              </Form.Item>
            </>
          )}
          {receivers[kind] && (
            <Form.Item name="receiver" label={receivers[kind]}>
              <Input />
            </Form.Item>
          )}
          <Form.Item name="note" label="说明">
            <Input />
          </Form.Item>
        </>
      )}
    </ActionDrawer>
  )
}
