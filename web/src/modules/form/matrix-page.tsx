import type { CollectionMatrix } from '@anlan/contract/form.ts'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Form, Input, Tabs } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useParams, useSearchParams } from 'react-router'
import { usePermits } from '../../app/session.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { DayField } from '../../ui/form/instant-field.tsx'
import { newId } from '../../ui/form/new-id.ts'
import { primary } from '../../ui/hotkeys.ts'
import { saidOf } from '../../ui/http.ts'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { dayOf, showMinute, showTime } from '../../ui/time.ts'
import { legend, PieceMark } from './piece-mark.tsx'
import { matrixQuery, useCloseCollection, useDraftSynthesis } from './requests.ts'
import { Totals } from './totals.tsx'
import { UnitsDrawer } from './units-drawer.tsx'
import './form.css'

/** One collection: units × due times, who is missing now, the sums, and for zero reports the county's synthesis. */
export function MatrixPage() {
  const { id = '' } = useParams()
  const [asked, setAsked] = useSearchParams()
  const days = { from: asked.get('from') ?? undefined, to: asked.get('to') ?? undefined }
  const matrix = useQuery(matrixQuery(id, days))
  const put = (name: string, value: string | undefined) => {
    const next = new URLSearchParams(asked)
    if (value) next.set(name, value)
    else next.delete(name)
    setAsked(next)
  }
  const tab = asked.get('tab') === 'totals' ? 'totals' : 'matrix'
  return (
    <Loaded of={matrix}>
      {data => (
        <>
          <Head matrix={data} />
          <section className="panel">
            <Tabs
              activeKey={tab}
              onChange={next => put('tab', next)}
              items={[
                { key: 'matrix', label: '报送情况' },
                { key: 'totals', label: '汇总表' },
              ]}
              tabBarStyle={{ margin: 0, padding: '0 12px' }}
            />
            <div className="filters">
              <span className="form-day">
                <DayField value={days.from} onChange={day => put('from', day)} />
              </span>
              <span>至</span>
              <span className="form-day">
                <DayField value={days.to} onChange={day => put('to', day)} />
              </span>
              <span className="quiet">不选日期时显示最近各期</span>
            </div>
            {tab === 'totals' ? <Totals id={id} days={days} /> : <Matrix matrix={data} />}
          </section>
        </>
      )}
    </Loaded>
  )
}

function Head({ matrix }: { matrix: CollectionMatrix }) {
  const { collection } = matrix
  const may = usePermits()
  const go = useNavigate()
  const { message } = App.useApp()
  const draft = useDraftSynthesis()
  const close = useCloseCollection(collection.id)
  const [isClosing, setClosing] = useState(false)
  const [isChanging, setChanging] = useState(false)
  const synthesise = async () => {
    try {
      const { paperId } = await draft.mutateAsync({ id: newId(), roundId: collection.current?.roundId ?? '' })
      void go(`/papers/${paperId}`)
    } catch (error) {
      void message.error(saidOf(error))
    }
  }
  return (
    <header className="head">
      <h1>{collection.title}</h1>
      <span className="quiet">
        {collection.formName}　{collection.scheduleWords}　{collection.units} 个单位
        {collection.closedAt && `　已结束：${collection.closeReason}`}
      </span>
      <span className="spread" />
      <Button href={`/api/form-collections/${collection.id}/export.xlsx`}>导出表格</Button>
      {collection.mayKeep && <Button onClick={() => setChanging(true)}>调整单位</Button>}
      {collection.mayKeep && <Button onClick={() => setClosing(true)}>结束报送</Button>}
      {collection.keptBySystem && collection.current && may('form.define') && (
        <Button {...primary} loading={draft.isPending} onClick={() => void synthesise()}>
          拟情况综合
        </Button>
      )}
      <UnitsDrawer matrix={matrix} open={isChanging} onClose={() => setChanging(false)} />
      <ActionDrawer<{ reason: string }>
        open={isClosing}
        title="结束报送"
        act="结束报送"
        danger
        consequence="未到期的不再要求报送；已逾期未报的仍记未报，可以补报。"
        onAct={values => close.mutateAsync(values)}
        onClose={() => setClosing(false)}
      >
        <Form.Item name="reason" label="结束原因" rules={[{ required: true, message: '请填写结束原因' }]}>
          <Input maxLength={200} />
        </Form.Item>
      </ActionDrawer>
    </header>
  )
}

function Matrix({ matrix }: { matrix: CollectionMatrix }) {
  const now = useMinute()
  if (matrix.rounds.length === 0)
    return (
      <Nothing
        what={
          matrix.collection.nextDueAt
            ? `尚未到开放时间，下一期 ${showTime(matrix.collection.nextDueAt, now)} 前报`
            : '这段时间没有报送期次'
        }
      />
    )
  const round = matrix.collection.current?.roundId
  const names = new Map(matrix.units.map(unit => [unit.unitId, unit.unitName]))
  const cells = new Map(matrix.cells.map(cell => [`${cell.roundId}/${cell.unitId}`, cell]))
  const wanting = matrix.cells.filter(
    cell => cell.roundId === round && ['missing', 'waiting', 'partial'].includes(cell.status),
  )
  return (
    <>
      {matrix.collection.current && (
        <p className="form-missing">
          <b>
            {showTime(matrix.collection.current.dueAt, now)} 期
            {wanting.length === 0 ? '全部已报' : `尚未报 ${wanting.length} 个：`}
          </b>{' '}
          {wanting.map(cell => (
            <Link key={cell.pieceId} to={`/form-pieces/${cell.pieceId}`}>
              {names.get(cell.unitId)}
              {cell.leftOut.length > 0 && `（缺报：${cell.leftOut.join('、')}）`}
            </Link>
          ))}
        </p>
      )}
      <div className="form-legend">
        {legend.map(one => (
          <PieceMark key={`${one.status}${one.late}`} {...one} words />
        ))}
      </div>
      <div className="form-wide">
        <table className="form-table is-matrix">
          <thead>
            <tr>
              <th>单位</th>
              {matrix.rounds.map(one => (
                <th key={one.id}>
                  <small>{dayOf(one.dueAt).slice(5)}</small>
                  {showMinute(one.dueAt)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {matrix.units.map(unit => (
              <tr key={unit.unitId}>
                <th scope="row">{unit.unitName}</th>
                {matrix.rounds.map(one => {
                  const cell = cells.get(`${one.id}/${unit.unitId}`)
                  return (
                    <td key={one.id}>
                      {cell && (
                        <Link to={`/form-pieces/${cell.pieceId}`}>
                          <PieceMark status={cell.status} late={cell.late} />
                        </Link>
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
