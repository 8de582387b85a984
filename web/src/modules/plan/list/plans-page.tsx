import { planKinds, planStates } from '@anlan/contract/plan.ts'
import { responseTopics } from '@anlan/contract/response-template.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select, Tabs } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { Permitted } from '../../../app/session.tsx'
import { UnitSelect } from '../../../fields/unit-select.tsx'
import { primary } from '../../../ui/hotkeys.ts'
import { KeysetList } from '../../../ui/keyset.tsx'
import { Rows } from '../../../ui/rows.tsx'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { showOfficialDay } from '../../../ui/time.ts'
import { type Line, planCountsQuery, usePlans } from '../requests.ts'
import { Kinds } from './kinds.tsx'
import { NewPlanDrawer } from './new-plan-drawer.tsx'
import { Paragraphs } from './paragraphs.tsx'
import { Work } from './work.tsx'
import '../plan.css'

/** 应急预案: what there is of each kind, search in what plans say, and what follows from a kind. */
export function PlansPage() {
  const [asked, setAsked] = useSearchParams()
  const [isNew, setNew] = useState(false)
  return (
    <>
      <header className="head">
        <h1>应急预案</h1>
        <span className="spread" />
        <Link to="/plans/checkups">预案体检</Link>
        <Link to="/plans/coverage">覆盖情况</Link>
        <Permitted to="plan.edit">
          <Link to="/plans/import">导入 Word 预案</Link>
          <Button {...primary} onClick={() => setNew(true)}>
            新编预案
          </Button>
        </Permitted>
      </header>
      <Counts chosen={asked.get('kind')} onChoose={kind => setAsked(kind ? { kind } : {}, { replace: true })} />
      <section className="panel">
        <Tabs
          tabBarStyle={{ margin: 0, padding: '0 12px' }}
          activeKey={asked.get('tab') ?? 'list'}
          onChange={tab => setAsked(tab === 'list' ? {} : { tab }, { replace: true })}
          items={[
            { key: 'list', label: '预案库', children: <Plans kind={asked.get('kind')} /> },
            { key: 'search', label: '检索条文', children: <Paragraphs /> },
            { key: 'work', label: '预案工作', children: <Work /> },
            { key: 'kinds', label: '种类与要求', children: <Kinds /> },
          ]}
        />
      </section>
      {isNew && <NewPlanDrawer onClose={() => setNew(false)} />}
    </>
  )
}

function Counts({ chosen, onChoose }: { chosen: string | null; onChoose: (kind: string | null) => void }) {
  const counts = useQuery(planCountsQuery)
  return (
    <Loaded of={counts} rows={1}>
      {({ items }) => (
        <section className="panel plan-counts" aria-label="各类预案数">
          {items
            .filter(one => one.inForce + one.preparing + one.abolished > 0)
            .map(one => (
              <button
                key={one.kind}
                type="button"
                aria-pressed={chosen === one.kind}
                onClick={() => onChoose(chosen === one.kind ? null : one.kind)}
              >
                <span>{one.name.replace('应急预案', '')}</span>
                <b>{one.inForce}</b>
                {one.preparing > 0 && <small>编制中 {one.preparing}</small>}
              </button>
            ))}
        </section>
      )}
    </Loaded>
  )
}

function Plans({ kind }: { kind: string | null }) {
  const [topic, setTopic] = useState<string>()
  const [state, setState] = useState<string>()
  const [unit, setUnit] = useState<string>()
  const [q, setQ] = useState('')
  const go = useNavigate()
  const plans = usePlans({ kind, topic, state, unit, q })
  const all = !kind && !topic && !state && !unit && !q
  return (
    <>
      <div className="filters">
        <Input.Search
          allowClear
          aria-label="查找预案"
          placeholder="预案名称或文号"
          style={{ width: 240 }}
          maxLength={60}
          onSearch={setQ}
        />
        <Select
          aria-label="响应专项"
          allowClear
          placeholder="全部专项"
          style={{ width: 160 }}
          value={topic}
          onChange={setTopic}
          options={Object.entries(responseTopics).map(([value, label]) => ({ value, label }))}
        />
        <Select
          aria-label="状态"
          allowClear
          placeholder="全部状态"
          style={{ width: 130 }}
          value={state}
          onChange={setState}
          options={Object.entries(planStates).map(([value, label]) => ({ value, label }))}
        />
        <span className="plan-unit-filter">
          <UnitSelect aria-label="编制单位" allowClear placeholder="全部单位" value={unit} onChange={setUnit} />
        </span>
      </div>
      <KeysetList
        of={plans}
        empty={
          <Nothing what={all ? '还没有预案。可以导入现有的 Word 预案，或按模板新编' : '没有符合条件的预案'}>
            {all && <Link to="/plans/import">导入 Word 预案</Link>}
          </Nothing>
        }
      >
        {items => (
          <Rows
            items={items}
            keyOf={one => one.id}
            onOpen={one => void go(`/plans/${one.id}`)}
            toneOf={one => (one.state === 'abolished' ? 'stale' : undefined)}
            columns={[
              { title: '预案', show: one => one.title },
              { title: '种类', width: 120, minor: true, show: one => planKinds[one.kind].replace('应急预案', '') },
              { title: '编制单位', width: 150, show: one => one.unitName },
              { title: '文号', width: 180, minor: true, show: one => one.documentNumber ?? '' },
              { title: '印发', width: 135, show: one => (one.issuedOn ? showOfficialDay(one.issuedOn) : '') },
              { title: '状态', width: 150, show: one => <StateWords line={one} /> },
            ]}
          />
        )}
      </KeysetList>
    </>
  )
}

const StateWords = ({ line }: { line: Line }) => (
  <>
    <span className="state-word">{planStates[line.state]}</span>
    {line.next && (
      <small className="quiet">
        {' '}
        第 {line.next.edition} 版{planStates[line.next.state]}
      </small>
    )}
  </>
)
