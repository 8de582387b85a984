import { planKinds, planStates } from '@anlan/contract/plan.ts'
import type { PlanView } from '@anlan/contract/plan-view.ts'
import { responseTopics } from '@anlan/contract/response-template.ts'
import { useQuery } from '@tanstack/react-query'
import { Tabs } from 'antd'
import { Link, useParams, useSearchParams } from 'react-router'
import { Loaded } from '../../../ui/states.tsx'
import { showOfficialDay } from '../../../ui/time.ts'
import { CheckupPanel } from '../../plan-check/checkup-panel.tsx'
import { PapersPanel } from '../../plan-papers/papers-panel.tsx'
import { CyclePanel } from '../cycle/cycle-panel.tsx'
import { planQuery, useContentChanges } from '../requests.ts'
import { AboutDrawer } from './about-drawer.tsx'
import { CommandPanel } from './command-panel.tsx'
import { Editions } from './editions.tsx'
import { EvacuationPanel } from './evacuation-panel.tsx'
import { LevelsPanel } from './levels-panel.tsx'
import { Paper } from './paper.tsx'
import { StepsPanel } from './steps-panel.tsx'
import { SupportPanel } from './support-panel.tsx'
import '../plan.css'

/** One plan: what it says, how it runs, whether it holds against reality, and how it came about. */
export function PlanPage() {
  const { id = '' } = useParams()
  const [asked, setAsked] = useSearchParams()
  const plan = useQuery(planQuery(id, asked.get('edition') ?? undefined))
  return (
    <Loaded of={plan} rows={10}>
      {view => (
        <Page
          key={view.plan.editionId}
          view={view}
          tab={asked.get('tab') ?? 'paper'}
          onTab={tab =>
            setAsked(
              now => {
                now.set('tab', tab)
                return now
              },
              { replace: true },
            )
          }
        />
      )}
    </Loaded>
  )
}

function Page({ view, tab, onTab }: { view: PlanView; tab: string; onTab: (tab: string) => void }) {
  const save = useContentChanges(view)
  const { plan, content, edition } = view
  const shared = { view, save }
  return (
    <>
      <header className="head">
        <h1>{plan.title}</h1>
        <span className="state-word">{planStates[edition.state]}</span>
        <span className="quiet">
          {planKinds[plan.kind]} · {plan.unitName} · 第 {plan.edition} 版
          {plan.documentNumber && ` · ${plan.documentNumber}`}
          {plan.issuedOn && ` · ${showOfficialDay(plan.issuedOn)}印发`}
          {plan.topic && ` · ${responseTopics[plan.topic]}`}
        </span>
        <span className="spread" />
        <AboutDrawer view={view} />
      </header>
      {view.parent && (
        <p className="quiet plan-above">
          {plan.kind === 'scheme' ? '所实施的预案' : '上级预案'}：
          <Link to={`/plans/${view.parent.id}`}>{view.parent.title}</Link>
        </p>
      )}
      {view.missingParts.length > 0 && view.may.editContent && (
        <p className="quiet plan-above">
          还有 {view.missingParts.length} 项必备内容没有写，补齐后才能送审；“预案”页左侧标有“待写”。
        </p>
      )}
      <section className="panel">
        <Tabs
          tabBarStyle={{ margin: 0, padding: '0 12px' }}
          activeKey={tab}
          onChange={onTab}
          items={[
            { key: 'paper', label: '预案', children: <Paper {...shared} /> },
            { key: 'levels', label: `响应级别 ${content.levels.length}`, children: <LevelsPanel {...shared} /> },
            { key: 'steps', label: `行动步骤 ${content.steps.length}`, children: <StepsPanel {...shared} /> },
            { key: 'command', label: '指挥与工作组', children: <CommandPanel {...shared} /> },
            {
              key: 'evacuation',
              label: `转移 ${content.evacuation.length}`,
              children: <EvacuationPanel {...shared} />,
            },
            { key: 'support', label: '保障与衔接', children: <SupportPanel {...shared} /> },
            { key: 'checkup', label: '体检', children: <CheckupPanel planId={plan.id} edition={plan.editionId} /> },
            {
              key: 'papers',
              label: '一本一图一表',
              children: <PapersPanel planId={plan.id} edition={plan.editionId} />,
            },
            { key: 'cycle', label: '办理', children: <CyclePanel planId={plan.id} /> },
            { key: 'editions', label: `版本 ${view.editions.length}`, children: <Editions view={view} /> },
          ]}
        />
      </section>
    </>
  )
}
