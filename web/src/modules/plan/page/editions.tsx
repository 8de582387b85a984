import { planStates } from '@anlan/contract/plan.ts'
import { differences, type PlanView, planPieces } from '@anlan/contract/plan-view.ts'
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { Rows } from '../../../ui/rows.tsx'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { showInstant, showOfficialDay } from '../../../ui/time.ts'
import { comparisonQuery } from '../requests.ts'

/** 版本: every edition there was, and what is different between two of them. */
export function Editions({ view }: { view: PlanView }) {
  const { editions, plan } = view
  return (
    <>
      <Rows
        items={editions}
        keyOf={one => one.id}
        isOpen={one => one.id === plan.editionId}
        columns={[
          {
            title: '版本',
            width: 90,
            show: one => <Link to={`/plans/${plan.id}?edition=${one.id}`}>第 {one.edition} 版</Link>,
          },
          { title: '状态', width: 110, show: one => planStates[one.state] },
          { title: '缘由', show: one => one.reason },
          {
            title: '编制',
            width: 190,
            minor: true,
            show: one => `${showInstant(one.openedAt)} ${one.openedByName ?? ''}`,
          },
          { title: '文号', width: 190, show: one => one.documentNumber ?? '' },
          { title: '印发', width: 130, show: one => (one.issuedOn ? showOfficialDay(one.issuedOn) : '') },
          {
            title: '替代或废止',
            width: 200,
            minor: true,
            show: one => (one.endedAt ? `${showInstant(one.endedAt)} ${one.endReason}` : ''),
          },
        ]}
      />
      {editions.length > 1 && <Compare view={view} />}
    </>
  )
}

function Compare({ view }: { view: PlanView }) {
  const ordered = [...view.editions].sort((a, b) => a.edition - b.edition)
  const [before, setBefore] = useState(ordered.at(-2)?.id ?? '')
  const [after, setAfter] = useState(ordered.at(-1)?.id ?? '')
  const comparison = useQuery({ ...comparisonQuery(view.plan.id, before, after), enabled: before !== after })
  const options = ordered.map(one => ({ value: one.id, label: `第 ${one.edition} 版` }))
  return (
    <section>
      <div className="filters">
        <b>比较</b>
        <Select aria-label="较早的版本" value={before} onChange={setBefore} options={options} />
        <span>与</span>
        <Select aria-label="较晚的版本" value={after} onChange={setAfter} options={options} />
      </div>
      {before === after ? (
        <Nothing what="请选择两个不同的版本" />
      ) : (
        <Loaded of={comparison}>
          {({ items, counts }) =>
            items.length === 0 ? (
              <Nothing what="两个版本内容相同" />
            ) : (
              <div className="padded">
                <p>
                  新增 {counts.added} 处，删除 {counts.removed} 处，修改 {counts.changed} 处
                </p>
                {items.map(one => (
                  <div key={`${one.piece}-${one.key}`} className={`plan-difference is-${one.difference}`}>
                    <b>
                      {differences[one.difference]} {planPieces[one.piece]}“{one.title}”
                    </b>
                    {one.fields.map(field => (
                      <p key={field.label}>
                        {field.label}：<del>{field.before || '无'}</del> <ins>{field.after || '无'}</ins>
                      </p>
                    ))}
                    {one.removedLines.map(line => (
                      <p key={`-${line}`}>
                        <del>{line}</del>
                      </p>
                    ))}
                    {one.addedLines.map(line => (
                      <p key={`+${line}`}>
                        <ins>{line}</ins>
                      </p>
                    ))}
                  </div>
                ))}
              </div>
            )
          }
        </Loaded>
      )}
    </section>
  )
}
