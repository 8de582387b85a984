import {
  type EquipmentList,
  type EquipmentState,
  type EquipmentView,
  equipmentStates,
} from '@anlan/contract/equipment.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Tabs } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { Permitted, useSession } from '../../app/session.tsx'
import { FindBar } from '../../ui/form/find-bar.tsx'
import { type Column, Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { equipmentQuery } from './requests.ts'
import { DueDay, Operator, ratingOf, StateWords, yuan } from './words.tsx'
import './equipment.css'

/** 车辆装备: what there is and whether it can go, what is due for maintenance, what nears the end of its service life. */
export function EquipmentPage() {
  const [params, setParams] = useSearchParams()
  const unit = params.get('unit')
  const list = useQuery(equipmentQuery)
  const children = (show: (list: EquipmentList) => React.ReactNode) => (
    <Loaded of={list} rows={10}>
      {all => show(unit ? { ...all, items: all.items.filter(one => one.unitId === unit) } : all)}
    </Loaded>
  )
  return (
    <>
      <header className="head">
        <h1>车辆装备</h1>
        <span className="spread" />
        <Permitted to="register.define">
          <Link to="/registers/equipment-maintenance">保养周期</Link>
        </Permitted>
        <Permitted to="equipment.keep">
          <Link to="/registers/equipment">登记和导入</Link>
        </Permitted>
      </header>
      <section className="panel">
        <Tabs
          className="no-print"
          tabBarStyle={{ margin: 0, padding: '0 12px' }}
          activeKey={params.get('tab') ?? 'list'}
          onChange={tab => setParams({ tab, ...(unit && { unit }) }, { replace: true })}
          items={[
            { key: 'list', label: '车辆装备', children: children(all => <All list={all} />) },
            { key: 'maintenance', label: '维护到期', children: children(all => <Maintenance list={all} />) },
            { key: 'life', label: '临近报废', children: children(all => <EndOfLife list={all} />) },
          ]}
        />
      </section>
      {unit && (
        <p>
          <Link to={`/equipment?tab=${params.get('tab') ?? 'list'}`}>只显示一个单位的，查看全部</Link>
        </p>
      )}
    </>
  )
}

type Shown = EquipmentState | 'unavailable' | 'available'

function All({ list }: { list: EquipmentList }) {
  const { unitId } = useSession()
  const [text, setText] = useState('')
  const [state, setState] = useState<Shown>()
  const [kind, setKind] = useState<string>()
  const go = useNavigate()
  const kinds = [...new Map(list.items.map(one => [one.kind, one.kindName]))]
  const isShown = (one: EquipmentView) =>
    state === undefined ||
    (state === 'unavailable' || state === 'available'
      ? one.unavailable.length > 0 === (state === 'unavailable')
      : one.state === state)
  const items = list.items
    .filter(
      one =>
        `${one.name}${one.number}${one.unitName}${one.owner}${one.place}${one.operator}`.includes(text.trim()) &&
        (kind === undefined || one.kind === kind) &&
        isShown(one),
    )
    // One's own first, then what is out or broken.
    .sort(
      (a, b) =>
        Number(b.unitId === unitId) - Number(a.unitId === unitId) ||
        Number(b.state !== 'standby') - Number(a.state !== 'standby'),
    )
  return (
    <>
      <FindBar
        what="车辆装备"
        hint="名称、号牌、单位、操作员"
        onText={setText}
        choices={[
          {
            by: '类别',
            value: kind,
            onChange: setKind,
            options: kinds.map(([value, label]) => ({ value, label })),
          },
          {
            by: '状态',
            value: state,
            onChange: value => setState(value as Shown | undefined),
            options: [
              { value: 'available', label: '可调用' },
              { value: 'unavailable', label: '不可调用' },
              ...Object.entries(equipmentStates).map(([value, label]) => ({ value, label })),
            ],
          },
        ]}
        count={`${items.length} 台（件）`}
      />
      {items.length === 0 ? (
        <Nothing what={list.items.length ? '没有符合条件的车辆装备' : '还没有登记车辆装备。点右上角“登记和导入”开始'} />
      ) : (
        <Rows
          items={items}
          keyOf={one => one.id}
          onOpen={one => void go(`/equipment/${one.id}`)}
          columns={[
            { title: '名称', show: one => one.name },
            { title: '号牌或编号', width: 110, show: one => one.number },
            { title: '类别', width: 110, minor: true, show: one => one.kindName },
            { title: '能力', width: 100, numeric: true, show: ratingOf },
            { title: '状态', width: 90, show: one => <StateWords item={one} /> },
            { title: '说明', minor: true, show: one => one.unavailable.join('；') },
            { title: '管理单位', width: 150, show: one => one.unitName },
            { title: '操作员', width: 190, show: one => <Operator item={one} /> },
          ]}
        />
      )}
    </>
  )
}

const who: Column<EquipmentView>[] = [
  { title: '名称', show: one => one.name },
  { title: '号牌或编号', width: 110, show: one => one.number },
  { title: '管理单位', width: 150, show: one => one.unitName },
]

/** What is due, the longest overdue first (W190). */
function Maintenance({ list: { items, today, maintenanceUntil } }: { list: EquipmentList }) {
  const go = useNavigate()
  const due = items
    .filter(one => one.maintenanceDueOn !== null && one.maintenanceDueOn <= maintenanceUntil)
    .sort((a, b) => ((a.maintenanceDueOn ?? '') < (b.maintenanceDueOn ?? '') ? -1 : 1))
  if (due.length === 0) return <Nothing what={`${maintenanceUntil} 以前没有到期的保养`} />
  return (
    <Rows
      items={due}
      keyOf={one => one.id}
      onOpen={one => void go(`/equipment/${one.id}`)}
      columns={[
        {
          title: '保养到期',
          width: 190,
          show: one => <DueDay on={one.maintenanceDueOn} today={today} late="已逾期" />,
        },
        ...who,
        { title: '上次保养', width: 110, named: true, show: one => one.maintainedOn ?? '没有记录' },
        { title: '周期', width: 80, numeric: true, minor: true, show: one => `${one.maintainEveryDays} 日` },
        { title: '操作员', width: 190, show: one => <Operator item={one} /> },
      ]}
    />
  )
}

/** Past or near the end of its life, with what replacing it costs (P13); the sum goes to the need statement. */
function EndOfLife({ list: { items, today, lifeUntil } }: { list: EquipmentList }) {
  const go = useNavigate()
  const ending = items
    .filter(one => one.endsOn !== null && one.endsOn <= lifeUntil)
    .sort((a, b) => ((a.endsOn ?? '') < (b.endsOn ?? '') ? -1 : 1))
  if (ending.length === 0) return <Nothing what={`${lifeUntil} 以前没有使用年限届满的车辆装备`} />
  const owned = ending.filter(one => one.owner === '')
  return (
    <>
      <p className="equipment-sum">
        {ending.length} 台（件）将在 {lifeUntil} 前届满，其中自有 {owned.length} 台，按重置价格更新需{' '}
        <b>{yuan(owned.reduce((sum, one) => sum + (one.priceYuan ?? 0), 0))}</b>，已列入
        <Link to="/stock/need">经费需求</Link>。
        <Button size="small" className="no-print" onClick={() => print()}>
          打印
        </Button>
      </p>
      <Rows
        items={ending}
        keyOf={one => one.id}
        onOpen={one => void go(`/equipment/${one.id}`)}
        columns={[
          { title: '使用年限至', width: 190, show: one => <DueDay on={one.endsOn} today={today} late="已届满" /> },
          ...who,
          { title: '购置', width: 110, minor: true, show: one => one.boughtOn ?? '' },
          { title: '重置价格', width: 130, numeric: true, show: one => yuan(one.priceYuan) },
        ]}
      />
    </>
  )
}
