import {
  type FunctionState,
  functionStates,
  type ShelterFunction,
  type ShelterView,
  shelterDurations,
  shelterFunctions,
  shelterHazards,
  shelterLevels,
  shelterStates,
} from '@anlan/contract/shelter.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, DatePicker, Descriptions, Form, Input, Radio, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { useMinute } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { openEventsQuery } from '../event-report/event/requests.ts'
import { EntryRegister } from './entry-register.tsx'
import { openingsQuery, shelterQuery, useCheck, useOpen } from './requests.ts'
import './shelter.css'

/** One shelter: who is in it now, what it offers, who keeps it. */
export function ShelterPage() {
  const { id = '' } = useParams()
  return <Loaded of={useQuery(shelterQuery(id))}>{shelter => <Shelter shelter={shelter} />}</Loaded>
}

const spaces: Record<string, string> = { indoor: '室内', outdoor: '室外', both: '室内外' }
const purposes: Record<string, string> = { full: '综合', single: '单一', special: '特定' }

function Shelter({ shelter }: { shelter: ShelterView }) {
  const [isOpening, setOpening] = useState(false)
  const [isChecking, setChecking] = useState(false)
  const keeper = (one: ShelterView['keeper']) =>
    one ? (
      <span>
        {one.name} <a href={`tel:${one.phone}`}>{one.phone}</a>
      </span>
    ) : (
      '未登记'
    )
  return (
    <>
      <header className="head">
        <h1>{shelter.name}</h1>
        <span className="word-tag">{shelter.opening ? '已启用' : shelterStates[shelter.state]}</span>
        {shelter.opening?.eventId && <Link to={`/events/${shelter.opening.eventId}`}>所属突发事件</Link>}
        <span className="spread" />
        {shelter.mayEdit && <Link to={`/registers/shelters?record=${shelter.id}`}>修改登记</Link>}
        {shelter.mayOpen && !shelter.opening && shelter.state === 'inUse' && (
          <Button type="primary" onClick={() => setOpening(true)}>
            启用
          </Button>
        )}
      </header>
      {shelter.opening && shelter.mayOpen && <EntryRegister openingId={shelter.opening.id} />}
      <section className="panel">
        <h2>基本情况</h2>
        <Descriptions
          size="small"
          className="shelter-parts"
          column={{ xs: 1, sm: 2, lg: 3 }}
          items={[
            {
              key: 'unit',
              label: '管理单位',
              children: `${shelter.townName && shelter.townName !== shelter.unitName ? shelter.townName : ''}${shelter.unitName}`,
            },
            { key: 'level', label: '级别', children: shelterLevels[shelter.level as keyof typeof shelterLevels] ?? '' },
            {
              key: 'kind',
              label: '类型',
              children: `${shelterDurations[shelter.duration]}、${spaces[shelter.indoor] ?? ''}、${purposes[shelter.purpose] ?? ''}`,
            },
            {
              key: 'area',
              label: '有效面积',
              children: `${shelter.effectiveArea.toLocaleString()} 平方米（人均 ${shelter.areaPerPerson}）`,
            },
            { key: 'capacity', label: '可容纳', children: <b>{shelter.capacity.toLocaleString()} 人</b> },
            {
              key: 'road',
              label: '道路',
              children: `${shelter.roadAccess || '未登记'}${shelter.exits ? `，出入口 ${shelter.exits} 个` : ''}`,
            },
            { key: 'address', label: '地址', children: shelter.address || '未登记' },
            { key: 'a', label: '管理人 A', children: keeper(shelter.keeper) },
            { key: 'b', label: '管理人 B', children: keeper(shelter.backupKeeper) },
            { key: 'hazards', label: '适用灾种', children: shelter.hazards.map(one => shelterHazards[one]).join('、') },
            {
              key: 'flood',
              label: '洪水淹没区',
              children: shelter.inFloodZone ? <b>在淹没区内，不用于洪涝、山洪</b> : '不在',
            },
            { key: 'note', label: '备注', children: shelter.note || '无' },
          ]}
        />
      </section>
      <section className="panel shelter-below">
        <h2>
          避难功能 <small>{shelter.checkedOn ? `${shelter.checkedOn} 检查` : '尚未检查'}</small>
          <span className="spread" />
          {shelter.mayEdit && (
            <Button size="small" onClick={() => setChecking(true)}>
              登记检查
            </Button>
          )}
        </h2>
        <ul className="shelter-functions">
          {Object.entries(shelterFunctions).map(([name, label]) => {
            const state = shelter.functions[name as ShelterFunction]
            return (
              <li key={name} className={state === 'good' ? undefined : 'shelter-warns'}>
                <span>{label}</span>
                <b>{state ? functionStates[state] : '未检查'}</b>
              </li>
            )
          })}
        </ul>
      </section>
      <PastOpenings id={shelter.id} />
      {isOpening && <OpenDrawer shelter={shelter} onClose={() => setOpening(false)} />}
      {isChecking && <CheckDrawer shelter={shelter} onClose={() => setChecking(false)} />}
    </>
  )
}

function PastOpenings({ id }: { id: string }) {
  const now = useMinute()
  return (
    <section className="panel shelter-below">
      <h2>启用记录</h2>
      <Loaded of={useQuery(openingsQuery(id))} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing what="还没有启用过" />
          ) : (
            <Rows
              items={items}
              keyOf={one => one.id}
              columns={[
                { title: '启用时间', width: 130, show: one => showTime(one.openedAt, now) },
                { title: '原因', show: one => one.purpose },
                { title: '接收', width: 90, numeric: true, show: one => `${one.persons} 人` },
                {
                  title: '关闭',
                  width: 260,
                  show: one =>
                    one.closedAt ? `${showTime(one.closedAt, now)}　${one.closeReason ?? ''}` : <b>使用中</b>,
                },
              ]}
            />
          )
        }
      </Loaded>
    </section>
  )
}

function OpenDrawer({ shelter, onClose }: { shelter: ShelterView; onClose: () => void }) {
  const open = useOpen(shelter.id)
  const events = useQuery(openEventsQuery)
  return (
    <ActionDrawer<{ purpose: string; eventId?: string }>
      open
      title={`启用 ${shelter.name}`}
      act="启用"
      consequence={`启用后即可登记人员，可容纳 ${shelter.capacity} 人；全县可见空余床位。`}
      onAct={({ eventId, ...values }, id) => open.mutateAsync({ ...values, eventId: eventId ?? null, id })}
      onClose={onClose}
    >
      <Form.Item name="eventId" label="突发事件" extra="选定后，启用、接收和离开情况记入该事件的经过">
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="不因突发事件启用的不选"
          loading={events.isPending}
          options={(events.data?.items ?? []).map(one => ({ value: one.id, label: one.title }))}
        />
      </Form.Item>
      <Form.Item name="purpose" label="启用原因" required>
        <Input autoFocus placeholder="例如 凉水村山洪转移安置" />
      </Form.Item>
    </ActionDrawer>
  )
}

function CheckDrawer({ shelter, onClose }: { shelter: ShelterView; onClose: () => void }) {
  const check = useCheck(shelter.id)
  return (
    <ActionDrawer<{ checkedOn: Dayjs; functions: Record<ShelterFunction, FunctionState | null> }>
      open
      title="登记功能检查"
      act="登记"
      initial={{ checkedOn: dayjs(), functions: shelter.functions }}
      onAct={({ checkedOn, functions }) =>
        check.mutateAsync({ version: shelter.version, checkedOn: checkedOn.format('YYYY-MM-DD'), functions })
      }
      onClose={onClose}
    >
      <Form.Item name="checkedOn" label="检查日期" required>
        <DatePicker allowClear={false} maxDate={dayjs()} />
      </Form.Item>
      {Object.entries(shelterFunctions).map(([name, label]) => (
        <Form.Item key={name} name={['functions', name]} label={label}>
          <Radio.Group
            options={Object.entries(functionStates).map(([value, text]) => ({ value, label: text }))}
            optionType="button"
          />
        </Form.Item>
      ))}
    </ActionDrawer>
  )
}
