import { planRelations } from '@anlan/contract/plan.ts'
import type { PlanView } from '@anlan/contract/plan-view.ts'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import { capabilitiesQuery } from '../../resource/requests.ts'
import { teamsQuery } from '../../team/requests.ts'
import { ListDrawer, type ListPiece, listTitles } from '../edit/lists-drawer.tsx'
import type { SaveChange } from '../requests.ts'

/** 保障与衔接: resources the plan counts on, contacts, plans it is linked with, and when its response may end. */
export function SupportPanel({ view, save }: { view: PlanView; save: SaveChange }) {
  const { content, words, may } = view
  const [editing, setEditing] = useState<ListPiece | null>(null)
  const teams = useQuery({ ...teamsQuery, enabled: content.resources.some(one => one.teamId) })
  const capabilities = useQuery(capabilitiesQuery)
  const lists: Record<ListPiece, ReactNode[]> = {
    resources: content.resources.map(one => {
      const team = teams.data?.items.find(each => each.id === one.teamId)
      const capability = capabilities.data?.items.find(each => each.code === one.capability)
      return (
        <>
          {team ? <Link to={`/teams/${team.id}`}>{team.name}</Link> : (capability?.name ?? one.said)}
          {one.quantity !== null && ` ${one.quantity}${capability?.unit ?? ''}`}
          {one.withinKm !== null && <span className="quiet"> {one.withinKm} 公里内</span>}
        </>
      )
    }),
    contacts: content.contacts.map(one => (
      <>
        {one.bearer ? words[one.bearer] : one.said} {one.phone} <span className="quiet">{one.note}</span>
      </>
    )),
    links: content.links.map(one => (
      <>
        <span className="quiet">{planRelations[one.relation]}</span>{' '}
        {one.planId ? <Link to={`/plans/${one.planId}`}>{one.title || '查看'}</Link> : one.title}
        {one.conflict && <span className="plan-lacks"> 不一致：{one.conflict}</span>}
      </>
    )),
    closing: content.closing.map(one => one.name),
  }
  return (
    <div className="plan-command">
      {(Object.keys(lists) as ListPiece[]).map(piece => (
        <section key={piece}>
          <div className="panel-head">
            {listTitles[piece]} {lists[piece].length}
            <span className="spread" />
            {may.editContent && (
              <Button size="small" onClick={() => setEditing(piece)}>
                修改
              </Button>
            )}
          </div>
          {lists[piece].length === 0 && <p className="padded quiet">没有{listTitles[piece]}</p>}
          <ul className="plan-list">
            {lists[piece].map((one, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of a short list have no key of their own
              <li key={i}>{one}</li>
            ))}
          </ul>
        </section>
      ))}
      {editing && <ListDrawer view={view} piece={editing} save={save} onClose={() => setEditing(null)} />}
    </div>
  )
}
