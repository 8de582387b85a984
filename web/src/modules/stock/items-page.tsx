import { gbClasses, type ItemView, stockClasses } from '@anlan/contract/stock.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { Permitted } from '../../app/session.tsx'
import { SourceMark } from '../../fields/source-mark.tsx'
import { ChangeFields } from '../../ui/change-fields.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { FindBar } from '../../ui/form/find-bar.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { generalCapabilitiesQuery, historyQuery, itemsQuery, useSaveItem } from './requests.ts'
import { amount, options, StockFrame } from './stock-frame.tsx'

/** 物资目录: every kind of goods with its unit, shelf life and price; the county edits what came with the product. */
export function StockItemsPage() {
  const [text, setText] = useState('')
  const [itemClass, setClass] = useState<string>()
  const [editing, setEditing] = useState<ItemView | 'new' | null>(null)
  return (
    <StockFrame
      acts={
        <Permitted to="stock.define">
          <Button type="primary" onClick={() => setEditing('new')}>
            增加品种
          </Button>
        </Permitted>
      }
    >
      <FindBar
        what="物资"
        hint="物资名称"
        onText={setText}
        choices={[{ by: '类别', value: itemClass, onChange: setClass, options: options(stockClasses) }]}
      />
      <Loaded of={useQuery(itemsQuery)} rows={10}>
        {all => {
          const items = all.filter(one => one.name.includes(text.trim()) && (!itemClass || one.class === itemClass))
          if (items.length === 0) return <Nothing what="没有符合条件的物资" />
          return (
            <Rows
              items={items}
              keyOf={one => one.code}
              toneOf={one => (one.enabled ? undefined : 'stale')}
              columns={[
                { title: '物资', width: 200, show: one => one.name },
                { title: '类别', width: 100, show: one => stockClasses[one.class] },
                { title: '单位', width: 60, show: one => one.unit },
                {
                  title: '储存年限',
                  width: 100,
                  show: one => (one.shelfLifeMonths === null ? '长期' : months(one.shelfLifeMonths)),
                },
                {
                  title: '重置单价（元）',
                  width: 120,
                  numeric: true,
                  show: one => (one.priceYuan === null ? '待询价' : amount(one.priceYuan)),
                },
                { title: '通用能力', width: 170, minor: true, show: capabilityWords },
                {
                  title: '依据',
                  minor: true,
                  show: one => (
                    <span className="stock-one-line" title={[one.source, one.priceSource].filter(Boolean).join('；')}>
                      <SourceMark confidence={one.confidence} /> {one.source}
                    </span>
                  ),
                },
                { title: '状态', width: 70, show: one => (one.enabled ? '启用' : '停用') },
                {
                  title: '',
                  width: 70,
                  show: one => (
                    <Permitted to="stock.define">
                      <Button size="small" type="link" onClick={() => setEditing(one)}>
                        修改
                      </Button>
                    </Permitted>
                  ),
                },
              ]}
            />
          )
        }}
      </Loaded>
      {editing === 'new' && <NewItem onClose={() => setEditing(null)} />}
      {editing && editing !== 'new' && <ChangeItem key={editing.code} of={editing} onClose={() => setEditing(null)} />}
    </StockFrame>
  )
}

const months = (count: number) => (count % 12 === 0 ? `${count / 12} 年` : `${count} 个月`)

function capabilityWords({ capability, rating }: ItemView) {
  if (!capability) return ''
  return rating === null ? capability.name : `${capability.name} ${rating} ${capability.ratingUnit ?? ''}`
}

interface Values {
  capability?: string | null
  rating?: number | null
  name: string
  class: string
  gbFirst: string
  unit: string
  shelfLifeMonths?: number | null
  priceYuan?: number | null
  priceSource?: string
}
const bodyOf = ({ shelfLifeMonths, priceYuan, capability, rating, ...values }: Values) => ({
  ...values,
  capability: capability ?? null,
  rating: capability ? (rating ?? null) : null,
  shelfLifeMonths: shelfLifeMonths ?? null,
  priceYuan: priceYuan ?? null,
})

function NewItem({ onClose }: { onClose: () => void }) {
  const save = useSaveItem()
  return (
    <ActionDrawer<Values>
      open
      title="增加物资品种"
      act="增加"
      initial={{ gbFirst: '2' }}
      onAct={(values, id) => save.mutateAsync({ code: `item-${id.slice(0, 13)}`, version: 0, ...bodyOf(values) })}
      onClose={onClose}
    >
      <ItemFields />
    </ActionDrawer>
  )
}

function ChangeItem({ of, onClose }: { of: ItemView; onClose: () => void }) {
  const save = useSaveItem()
  const history = useQuery(historyQuery('items', of.code))
  return (
    <ActionDrawer<Values & { enabled: boolean; reason: string }>
      open
      title={`修改：${of.name}`}
      act="保存"
      initial={{ ...of, capability: of.capability?.code ?? null }}
      consequence="单价改变后，经费需求按新单价计算；储存年限只用于此后入库的批次；通用能力改变后，查找最近资源立即按新的能力。"
      onAct={values =>
        save.mutateAsync({
          code: of.code,
          version: of.version,
          ...bodyOf(values),
          enabled: values.enabled,
          reason: values.reason,
        })
      }
      onClose={onClose}
    >
      <ItemFields />
      <ChangeFields whenOff="停用的品种不再入库，已有库存和台账保留" history={history} />
    </ActionDrawer>
  )
}

function ItemFields() {
  const { data: capabilities } = useQuery(generalCapabilitiesQuery)
  return (
    <>
      <Form.Item name="name" label="物资名称" required>
        <Input />
      </Form.Item>
      <Form.Item name="class" label="物资类别" required>
        <Select options={options(stockClasses)} />
      </Form.Item>
      <Form.Item name="gbFirst" label="国标大类" required>
        <Select options={options(gbClasses)} />
      </Form.Item>
      <Form.Item name="unit" label="计量单位" required extra="已有出入库记录后不能再改">
        <Input placeholder="如：件、套、kg" />
      </Form.Item>
      <Form.Item name="shelfLifeMonths" label="储存年限" extra="不填为长期保存">
        <InputNumber min={1} precision={0} suffix="个月" style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="priceYuan" label="重置单价" extra="不填则在经费需求中列为待询价">
        <InputNumber min={0} suffix="元" style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="priceSource" label="单价来源">
        <Input placeholder="如：2026 年县级采购中标价" />
      </Form.Item>
      <Form.Item name="capability" label="通用能力" extra="除本身外能做什么，例如水泵可排水；按能力查找时也能找到">
        <Select
          allowClear
          options={(capabilities?.items ?? [])
            .filter(one => one.ratingUnit)
            .map(one => ({ value: one.code, label: `${one.name}（${one.ratingUnit}）` }))}
        />
      </Form.Item>
      <Form.Item name="rating" label="单件能力" extra="按所选能力的计量填写">
        <InputNumber min={0} style={{ width: '100%' }} />
      </Form.Item>
    </>
  )
}
