import type { PlanEvacuation } from '@anlan/contract/plan.ts'
import type { PlanView } from '@anlan/contract/plan-view.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { Nothing } from '../../../ui/states.tsx'
import { sheltersQuery } from '../../shelter/requests.ts'
import { dropKeyed } from '../edit/changes.ts'
import { EvacuationDrawer } from '../edit/evacuation-drawer.tsx'
import type { SaveChange } from '../requests.ts'

/** 转移单元: who moves whom, on which way, to where; what is missing is said where it is missing. */
export function EvacuationPanel({ view, save }: { view: PlanView; save: SaveChange }) {
  const { content, words, may } = view
  const [editing, setEditing] = useState<PlanEvacuation | 'new' | null>(null)
  const shelters = useQuery({ ...sheltersQuery, enabled: content.evacuation.some(one => one.shelterId) })
  const total = content.evacuation.reduce((sum, one) => sum + (one.people ?? 0), 0)
  return (
    <>
      <div className="filters">
        {content.evacuation.length > 0 && (
          <span>
            {content.evacuation.length} 个转移单元，
            {content.evacuation.reduce((sum, one) => sum + (one.households ?? 0), 0)} 户 {total} 人
          </span>
        )}
        {may.editContent && <Button onClick={() => setEditing('new')}>增加转移单元</Button>}
      </div>
      {content.evacuation.length === 0 && (
        <Nothing what="没有转移单元。涉及转移避险的预案，应写明疏散责任人、撤离路线和老弱病残人员的帮扶责任人" />
      )}
      <div className="plan-units">
        {content.evacuation.map(one => {
          const responsible = one.responsible ? words[one.responsible] : one.responsibleName
          const shelter = shelters.data?.items.find(each => each.id === one.shelterId)?.name ?? one.shelterSaid
          const lonely = one.vulnerable.filter(each => !each.helper)
          return (
            <section key={one.key}>
              <h3>{one.name}</h3>
              <dl>
                <dt>户数、人数</dt>
                <dd>
                  {one.households ?? '—'} 户 {one.people ?? '—'} 人
                </dd>
                <dt>疏散责任人</dt>
                <dd>
                  {responsible ? `${responsible} ${one.responsiblePhone}` : <span className="plan-lacks">未定</span>}
                </dd>
                <dt>预警方式</dt>
                <dd>{one.warningWay || '—'}</dd>
                <dt>撤离路线</dt>
                <dd>
                  {one.routes.length ? (
                    one.routes.map(route => <div key={route}>{route}</div>)
                  ) : (
                    <span className="plan-lacks">未定</span>
                  )}
                </dd>
                <dt>集合点</dt>
                <dd>{one.assembly || '—'}</dd>
                <dt>安置点</dt>
                <dd>{shelter || <span className="plan-lacks">未定</span>}</dd>
                <dt>需帮扶人员</dt>
                <dd>
                  {one.vulnerable.length} 人
                  {lonely.length > 0 && <span className="plan-lacks">，{lonely.length} 人没有帮扶责任人</span>}
                </dd>
              </dl>
              {one.vulnerable.length > 0 && (
                <details>
                  <summary>名单</summary>
                  <ul>
                    {one.vulnerable.map((each, i) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: people of one name may stand in a list twice
                      <li key={i}>
                        {each.name}
                        {each.need && `（${each.need}）`} —{' '}
                        {each.helper ? `${each.helper} ${each.helperPhone}` : '没有帮扶责任人'}
                        {each.backup && `，替补 ${each.backup}`}
                      </li>
                    ))}
                  </ul>
                </details>
              )}
              {may.editContent && (
                <div className="plan-acts">
                  <Button size="small" onClick={() => setEditing(one)}>
                    修改
                  </Button>
                  <Popconfirm
                    title={`删去转移单元“${one.name}”？`}
                    okText="删去"
                    cancelText="返回"
                    onConfirm={() => save(dropKeyed('evacuation', one.key))}
                  >
                    <Button size="small" type="text" danger>
                      删去
                    </Button>
                  </Popconfirm>
                </div>
              )}
            </section>
          )
        })}
      </div>
      {editing && (
        <EvacuationDrawer
          view={view}
          unit={editing === 'new' ? null : editing}
          save={save}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  )
}
