import { type ProcedureStep, type ProcedureVersion, stepMoments } from '@anlan/contract/desk.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useMinute } from '../../../ui/clock/clock.ts'
import { Rows } from '../../../ui/rows.tsx'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { showTime } from '../../../ui/time.ts'
import { EditProcedureDrawer } from './edit-procedure.tsx'
import { type Owner, procedureQuery, versionsQuery } from './requests.ts'
import { useTypeNames } from './type-prefixes.tsx'
import '../desk.css'

/** 值班工作流程: the county standard, and what one's own unit adds to it. */
export function ProcedurePage() {
  const procedure = useQuery(procedureQuery)
  const [editing, setEditing] = useState<{ of: Owner; from: ProcedureVersion } | null>(null)
  const [history, setHistory] = useState<Owner | null>(null)
  return (
    <>
      <header className="head">
        <h1>值班工作流程</h1>
        <span className="quiet">来电时、事件页和接班时按此逐步提示；本单位步骤排在县级标准之后</span>
      </header>
      <Loaded of={procedure} rows={10}>
        {view => (
          <>
            <Procedure
              title="县级标准"
              version={view.standard}
              empty="还没有县级标准"
              onEdit={view.mayEditStandard ? () => setEditing({ of: 'standard', from: view.standard }) : undefined}
              onHistory={() => setHistory('standard')}
            />
            <Procedure
              title={`${view.unitName}补充的步骤`}
              version={view.own}
              empty="本单位还没有补充步骤，例如要通知的站所、要带的器材，可点“修订”加上"
              onEdit={view.mayEditOwn ? () => setEditing({ of: 'own', from: view.own }) : undefined}
              onHistory={() => setHistory('own')}
            />
          </>
        )}
      </Loaded>
      {editing && (
        <EditProcedureDrawer
          key={`${editing.of} ${editing.from.version}`}
          {...editing}
          onClose={() => setEditing(null)}
        />
      )}
      <Drawer open={history !== null} title="历次修订" size={640} onClose={() => setHistory(null)}>
        {history && <Versions of={history} />}
      </Drawer>
    </>
  )
}

interface ProcedureProps {
  title: string
  version: ProcedureVersion
  empty: string
  onEdit: (() => void) | undefined
  onHistory: () => void
}

function Procedure({ title, version, empty, onEdit, onHistory }: ProcedureProps) {
  const now = useMinute()
  return (
    <section className="panel procedure">
      <h2>
        {title}{' '}
        {version.changedAt && (
          <small>
            第 {version.version} 版，{version.changedBy} {showTime(version.changedAt, now)}：{version.reason}
          </small>
        )}
        <span className="spread" />
        {version.version > 0 && (
          <Button size="small" type="text" onClick={onHistory}>
            历次修订
          </Button>
        )}
        {onEdit && (
          <Button size="small" onClick={onEdit}>
            修订
          </Button>
        )}
      </h2>
      {version.steps.length ? <Steps steps={version.steps} /> : <Nothing what={empty} />}
    </section>
  )
}

function Steps({ steps }: { steps: ProcedureStep[] }) {
  const nameOf = useTypeNames()
  const order = Object.keys(stepMoments)
  const sorted = [...steps].sort((a, b) => order.indexOf(a.when) - order.indexOf(b.when))
  return (
    <Rows
      items={sorted}
      keyOf={step => step.key}
      columns={[
        { title: '时机', width: 120, show: step => stepMoments[step.when] },
        { title: '步骤', show: step => step.text },
        { title: '适用事件类型', width: 240, show: step => step.typePrefixes.map(nameOf).join('、') || '全部' },
      ]}
    />
  )
}

function Versions({ of }: { of: Owner }) {
  const now = useMinute()
  const nameOf = useTypeNames()
  const [shown, setShown] = useState<number>()
  return (
    <Loaded of={useQuery(versionsQuery(of))}>
      {({ items }) => {
        const chosen = items.find(one => one.version === shown) ?? items[0]
        return (
          <>
            <Rows
              items={items}
              keyOf={one => String(one.version)}
              isOpen={one => one === chosen}
              onOpen={one => setShown(one.version)}
              columns={[
                { title: '版本', width: 80, show: one => `第 ${one.version} 版` },
                { title: '修订说明', show: one => one.reason },
                { title: '修订人', width: 100, show: one => one.changedBy },
                { title: '时间', width: 120, show: one => one.changedAt && showTime(one.changedAt, now) },
              ]}
            />
            {chosen && (
              <>
                <h3>第 {chosen.version} 版的步骤</h3>
                <ol>
                  {chosen.steps.map(step => (
                    <li key={step.key}>
                      <span className="quiet">{stepMoments[step.when]}　</span>
                      {step.text}
                      {step.typePrefixes.length > 0 && (
                        <span className="quiet">（{step.typePrefixes.map(nameOf).join('、')}）</span>
                      )}
                    </li>
                  ))}
                </ol>
              </>
            )}
          </>
        )
      }}
    </Loaded>
  )
}
