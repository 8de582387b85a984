import { type EquipmentDetail, type EquipmentFault, faultSources, type LifeEntry } from '@anlan/contract/equipment.ts'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Descriptions } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { useMinute } from '../../ui/clock/clock.ts'
import { newId } from '../../ui/form/new-id.ts'
import { saidOf } from '../../ui/http.ts'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { CheckDrawer, FaultDrawer, MaintainDrawer, RepairDrawer } from './drawers.tsx'
import { equipmentItemQuery, useReportFault } from './requests.ts'
import { DueDay, Operator, ratingOf, StateWords, yuan } from './words.tsx'
import './equipment.css'

/** One thing and its life record; its operator's page on the phone. */
export function EquipmentItemPage() {
  const { id = '' } = useParams()
  return <Loaded of={useQuery(equipmentItemQuery(id))}>{detail => <Item detail={detail} />}</Loaded>
}

function Item({ detail: { item, faults, life, today } }: { detail: EquipmentDetail }) {
  const [act, setAct] = useState<'maintain' | 'check' | null>(null)
  const close = () => setAct(null)
  const open = faults.filter(one => !one.repairedAt)
  return (
    <>
      <header className="head">
        <h1>
          {item.name} <small>{item.number}</small>
        </h1>
        <span className="word-tag">
          <StateWords item={item} />
        </span>
        <span className="spread" />
        {item.slipId && <Link to={`/call-ups/${item.slipId}`}>调用单</Link>}
        {item.mayKeep && <Link to={`/registers/equipment?record=${item.id}`}>修改登记</Link>}
      </header>
      {item.unavailable.length > 0 && (
        <div className="equipment-why" role="status">
          不参与调用：{item.unavailable.join('；')}
        </div>
      )}
      {item.mayKeep && (
        <section className="panel">
          <h2>
            登记 <small>报故障后即停用，修复后恢复</small>
          </h2>
          <div className="equipment-taps">
            <FaultTaps id={item.id} />
            <Button onClick={() => setAct('maintain')}>登记保养</Button>
            <Button onClick={() => setAct('check')}>登记检查</Button>
          </div>
        </section>
      )}
      {open.length > 0 && (
        <section className="panel equipment-below">
          <h2>未修复的故障</h2>
          <Faults id={item.id} faults={open} mayKeep={item.mayKeep} />
        </section>
      )}
      <section className="panel equipment-below">
        <h2>基本情况</h2>
        <Descriptions
          size="small"
          className="equipment-parts"
          column={{ xs: 1, sm: 2, lg: 3 }}
          items={[
            { key: 'kind', label: '类别', children: [item.kindName, ratingOf(item)].filter(Boolean).join('，') },
            { key: 'unit', label: '管理单位', children: item.unitName },
            { key: 'owner', label: '产权', children: item.owner ? `${item.owner}（协议）` : '自有' },
            { key: 'operator', label: '操作员', children: <Operator item={item} /> },
            { key: 'place', label: '停放地点', children: item.place || '未登记' },
            {
              key: 'ready',
              label: '出动准备',
              children: item.readyMinutes === null ? '未登记' : `${item.readyMinutes} 分钟`,
            },
            {
              key: 'carries',
              label: '载重',
              children: item.carryingKg === null ? '不载货' : `${item.carryingKg.toLocaleString()} 千克`,
            },
            { key: 'condition', label: '技术状况', children: item.condition || '未登记' },
            {
              key: 'due',
              label: '下次保养',
              children: <DueDay on={item.maintenanceDueOn} today={today} late="已逾期" />,
            },
            { key: 'check', label: '下次检验', children: <DueDay on={item.nextCheckOn} today={today} late="已到期" /> },
            { key: 'life', label: '使用年限至', children: <DueDay on={item.endsOn} today={today} late="已届满" /> },
            { key: 'price', label: '重置价格', children: yuan(item.priceYuan) },
          ]}
        />
      </section>
      <section className="panel equipment-below">
        <h2>
          装备档案 <small>保养、检查、故障、维修和出动</small>
        </h2>
        <Life entries={life} />
      </section>
      {act === 'maintain' && <MaintainDrawer item={item} onClose={close} />}
      {act === 'check' && <CheckDrawer item={item} onClose={close} />}
    </>
  )
}

const commonFaults = ['无法启动', '漏油漏液', '轮胎（履带）损坏', '随车器材缺损']

/** One tap reports what happens most; anything else is written. */
function FaultTaps({ id }: { id: string }) {
  const { message } = App.useApp()
  const report = useReportFault(id)
  const [isWriting, setWriting] = useState(false)
  const tap = (what: string) =>
    report.mutate(
      { id: newId(), what },
      {
        onSuccess: () => void message.success('已报故障，停用待修'),
        onError: error => void message.error(saidOf(error)),
      },
    )
  return (
    <>
      {commonFaults.map(what => (
        <Button key={what} danger disabled={report.isPending} onClick={() => tap(what)}>
          {what}
        </Button>
      ))}
      <Button danger onClick={() => setWriting(true)}>
        其他故障
      </Button>
      {isWriting && <FaultDrawer id={id} onClose={() => setWriting(false)} />}
    </>
  )
}

function Faults({ id, faults, mayKeep }: { id: string; faults: EquipmentFault[]; mayKeep: boolean }) {
  const now = useMinute()
  const [mending, setMending] = useState<EquipmentFault | null>(null)
  return (
    <>
      <Rows
        items={faults}
        keyOf={one => one.id}
        columns={[
          { title: '故障', show: one => one.what },
          { title: '来源', width: 120, minor: true, show: one => faultSources[one.source] },
          { title: '报告', width: 220, show: one => `${showTime(one.reportedAt, now)} ${one.reportedBy}` },
          {
            title: '处理',
            width: 110,
            show: one =>
              mayKeep && (
                <Button size="small" type="primary" onClick={() => setMending(one)}>
                  登记修复
                </Button>
              ),
          },
        ]}
      />
      {mending && <RepairDrawer id={id} fault={mending} onClose={() => setMending(null)} />}
    </>
  )
}

const kinds: Record<LifeEntry['kind'], string> = {
  maintenance: '保养',
  check: '检查',
  fault: '故障',
  repair: '修复',
  use: '出动',
}

function Life({ entries }: { entries: LifeEntry[] }) {
  const now = useMinute()
  if (entries.length === 0) return <Nothing what="还没有记录。保养、检查、故障和出动登记后都在这里" />
  const isDay = ({ kind }: LifeEntry) => kind === 'maintenance' || kind === 'check'
  return (
    <Rows
      items={entries}
      keyOf={one => one.id}
      columns={[
        {
          title: '时间',
          width: 150,
          show: one => (isDay(one) ? one.at.slice(0, 10) : showTime(one.at, now)),
        },
        { title: '类别', width: 70, show: one => kinds[one.kind] },
        { title: '内容', show: one => one.text },
        { title: '经办', width: 140, minor: true, show: one => one.by },
        { title: '费用', width: 110, numeric: true, show: one => (one.costYuan === null ? '' : yuan(one.costYuan)) },
      ]}
    />
  )
}
