import { type AllocationKind, allocationKinds } from '@anlan/contract/allocation.ts'
import { type ShelterHazard, shelterHazards } from '@anlan/contract/shelter.ts'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Collapse, Input, InputNumber, Segmented, Select } from 'antd'
import { useRef, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { newId } from '../../ui/form/new-id.ts'
import { primary } from '../../ui/hotkeys.ts'
import { Refusal, saidOf } from '../../ui/http.ts'
import { Nothing } from '../../ui/states.tsx'
import { openEventsQuery } from '../event-report/event/requests.ts'
import { type Origin, useOrigin } from '../resource/origin.tsx'
import { SuppliesAsked } from './asking/supplies-asked.tsx'
import { type Hauling, noHauling, VehiclesAsked } from './asking/vehicles-asked.tsx'
import { VillagesAsked } from './asking/villages-asked.tsx'
import { demandOf, type Wanted, wanted, wrongWith } from './asking/wanted.ts'
import { usePlan } from './requests.ts'
import './allocation.css'

/** 新建调配方案. What the address says (event, place, thing, quantity) is filled in. */
export function NewAllocationPage() {
  const [asked] = useSearchParams()
  const event = asked.get('event')
  const from = asked.get('from') ?? (event && `event:${event}`)
  const origin = useOrigin(from)
  if (from && !origin) return <Nothing what="正在读取事发地点……" />
  return <AllocationForm asked={asked} origin={from ? origin : null} />
}

function AllocationForm({ asked, origin }: { asked: URLSearchParams; origin: Origin | null }) {
  const go = useNavigate()
  const plan = usePlan()
  const { data: events } = useQuery(openEventsQuery)
  const [id] = useState(newId)
  const [kind, setKind] = useState<AllocationKind>(asked.get('kind') === 'people' ? 'people' : 'supplies')
  const [title, setTitle] = useState('')
  const [eventId, setEvent] = useState(asked.get('event'))
  const [lines, setLines] = useState<Record<AllocationKind, Wanted[]>>(() => ({
    supplies: [
      wanted({
        ...(origin?.at && { from: origin.key, name: origin.name, position: origin.at }),
        capability: asked.get('capability'),
        quantity: Number(asked.get('quantity')) || null,
      }),
    ],
    people: [],
  }))
  const [hazard, setHazard] = useState<ShelterHazard | null>(null)
  const [withinKm, setWithinKm] = useState<number | null>(null)
  const [agreements, setAgreements] = useState(true)
  const [hauling, setHauling] = useState<Hauling>(noHauling)
  const [said, setSaid] = useState<string[]>([])
  const waiting = useRef<AbortController | null>(null)
  const people = kind === 'people'
  const own = lines[kind]
  const usualTitle = titleOf(
    events?.items.find(one => one.id === eventId)?.title,
    own.flatMap(line => line.name || []),
    people,
  )

  const count = async () => {
    const wrong = own.flatMap((line, i) => {
      const what = wrongWith(line, people)
      return what ? [`${line.name || `第 ${i + 1} 处`}：${what}`] : []
    })
    if (own.length === 0) wrong.push('请选择要转移的村（社区）')
    if (!people && hauling.vehicles.some(one => !one.capacityKg)) wrong.push('请填写每辆车的载重')
    const codes = new Set(own.map(line => line.capability))
    if (hauling.vehicles.length > 0 && [...codes].some(code => code && !hauling.pieceKg[code]))
      wrong.push('选了运输车辆的，请填写每件重量')
    setSaid(wrong)
    if (wrong.length > 0) return
    waiting.current = new AbortController()
    try {
      const made = await plan.mutateAsync({
        signal: waiting.current.signal,
        body: {
          id,
          kind,
          title: title.trim() || usualTitle,
          eventId,
          demands: own.map(line => demandOf(line, people)),
          hazard: people ? hazard : null,
          withinKm,
          agreements,
          vehicles: people
            ? []
            : hauling.vehicles.map(({ offerId, capacityKg }) => ({ offerId, capacityKg: capacityKg ?? 0 })),
          pieceKg:
            people || hauling.vehicles.length === 0
              ? []
              : Object.entries(hauling.pieceKg).flatMap(([capability, kg]) =>
                  kg && codes.has(capability) ? [{ capability, kg }] : [],
                ),
        },
      })
      void go(`/allocations/${made.id}`)
    } catch (error) {
      setSaid(waiting.current.signal.aborted ? ['已停止计算'] : saidOfPlan(error, own))
    }
  }

  return (
    <>
      <header className="head">
        <h1>新建调配方案</h1>
        <Segmented
          value={kind}
          options={Object.entries(allocationKinds).map(([value, label]) => ({ value: value as AllocationKind, label }))}
          onChange={setKind}
        />
      </header>
      <div className="alloc-new">
        {said.length > 0 && <Alert type="error" title={said[0]} description={said.slice(1).join('；') || undefined} />}
        <section className="panel">
          <h2>{people ? '要转移的村（社区）' : '各处需要什么'}</h2>
          <div className="alloc-padded">
            {people ? (
              <VillagesAsked lines={own} onChange={next => setLines({ ...lines, people: next })} />
            ) : (
              <SuppliesAsked lines={own} onChange={next => setLines({ ...lines, supplies: next })} />
            )}
          </div>
        </section>
        <section className="panel">
          <h2>方案</h2>
          <div className="alloc-padded alloc-options">
            <Input
              aria-label="名称"
              prefix={<span className="quiet">名称</span>}
              maxLength={80}
              placeholder={usualTitle}
              value={title}
              onChange={({ target }) => setTitle(target.value)}
            />
            <Select
              aria-label="事件"
              allowClear
              placeholder="事件（没有的不选）"
              value={eventId}
              options={(events?.items ?? []).map(({ id: value, title: label }) => ({ value, label }))}
              onChange={value => setEvent(value ?? null)}
            />
            <InputNumber
              aria-label="范围（公里）"
              prefix="范围"
              suffix="公里内"
              placeholder="不限"
              min={1}
              max={1000}
              value={withinKm}
              onChange={setWithinKm}
            />
            {people ? (
              <Select
                aria-label="灾种"
                allowClear
                placeholder="适用灾种（不限）"
                value={hazard}
                options={Object.entries(shelterHazards).map(([value, label]) => ({
                  value: value as ShelterHazard,
                  label,
                }))}
                onChange={value => setHazard(value ?? null)}
              />
            ) : (
              <Checkbox checked={agreements} onChange={({ target }) => setAgreements(target.checked)}>
                包括协议储备
              </Checkbox>
            )}
          </div>
          {!people && (
            <Collapse
              ghost
              items={[
                {
                  key: 'vehicles',
                  label: `运输车辆${hauling.vehicles.length > 0 ? `（${hauling.vehicles.length} 辆）` : '（可以不选）'}`,
                  children: <VehiclesAsked hauling={hauling} lines={own} onChange={setHauling} />,
                },
              ]}
            />
          )}
        </section>
        <div className="alloc-foot">
          <span className="quiet">
            {people
              ? '同一户安置在一处；总路程最短，紧急的村优先'
              : '各处等候时间合计最短，紧急的地方优先。算出的是草案，确认后才下达'}
          </span>
          <span className="spread" />
          {plan.isPending && <Button onClick={() => waiting.current?.abort()}>停止</Button>}
          <Button {...primary} loading={plan.isPending} onClick={() => void count()}>
            计算方案 <kbd>Ctrl+Enter</kbd>
          </Button>
        </div>
      </div>
    </>
  )
}

/** 茶坪镇等 2 处物资调配, or by the event's name. */
function titleOf(event: string | undefined, places: string[], people: boolean): string {
  const [first] = places
  const where = first && (new Set(places).size > 1 ? `${first}等 ${new Set(places).size} 处` : first)
  return `${(event ?? where ?? '').slice(0, 70)}${people ? '群众安置' : '物资调配'}`
}

/** The refusal with the place each field belongs to. */
function saidOfPlan(error: unknown, lines: Wanted[]): string[] {
  if (!(error instanceof Refusal)) return [saidOf(error)]
  return [
    saidOf(error),
    ...error.fields.map(({ pointer, message }) => {
      const line = lines[Number(/^#?\/demands\/(\d+)/.exec(pointer)?.[1] ?? -1)]
      return line ? `${line.name}：${message}` : message
    }),
  ]
}
