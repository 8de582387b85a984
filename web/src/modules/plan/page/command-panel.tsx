import type { PlanContent, PlanGroup } from '@anlan/contract/plan.ts'
import type { PlanView } from '@anlan/contract/plan-view.ts'
import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { dropKeyed } from '../edit/changes.ts'
import { CommandDrawer } from '../edit/command-drawer.tsx'
import { GroupDrawer } from '../edit/group-drawer.tsx'
import type { SaveChange } from '../requests.ts'

type Member = PlanContent['command']['members'][number]

/** 指挥与工作组: who commands and which groups there are, by post. */
export function CommandPanel({ view, save }: { view: PlanView; save: SaveChange }) {
  const { content, words, may } = view
  const { command } = content
  const [isCommand, setCommand] = useState(false)
  const [editing, setEditing] = useState<PlanGroup | 'new' | null>(null)
  const said = (one: Member | null | undefined) => (one?.bearer ? (words[one.bearer] ?? one.said) : one?.said) || null
  const Line = ({ label, of }: { label: string; of: Member | null }) => (
    <div className="plain-row">
      <b>{label}</b>
      <span>
        {said(of) ?? <span className="plan-lacks">未定</span>}
        {of?.duties && <small className="quiet plan-detail">{of.duties}</small>}
      </span>
    </div>
  )
  return (
    <div className="plan-command">
      <section>
        <div className="panel-head">
          {command.name || '组织指挥体系'}
          <span className="spread" />
          {may.editContent && (
            <Button size="small" onClick={() => setCommand(true)}>
              修改
            </Button>
          )}
        </div>
        <Line label="总指挥（指挥长）" of={command.commander} />
        {command.deputies.map((one, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: deputies are known by their order
          <Line key={i} label="副总指挥" of={one} />
        ))}
        <Line label="指挥部办公室" of={command.office} />
        {command.members.map((one, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: member units are known by their order
          <Line key={i} label="成员单位" of={one} />
        ))}
      </section>
      <section>
        <div className="panel-head">
          工作组 {content.groups.length}
          <span className="spread" />
          {may.editContent && (
            <Button size="small" onClick={() => setEditing('new')}>
              增加工作组
            </Button>
          )}
        </div>
        {content.groups.length === 0 && <p className="padded quiet">没有工作组</p>}
        {content.groups.map(group => (
          <div key={group.key} className="plain-row">
            <b>{group.name}</b>
            <span>
              牵头 {said(group.lead) ?? <span className="plan-lacks">未定</span>}
              {group.members.length > 0 && `；成员 ${group.members.map(one => said(one) ?? '未定').join('、')}`}
              {group.duties && <small className="quiet plan-detail">{group.duties}</small>}
            </span>
            {may.editContent && (
              <span className="taps">
                <Button size="small" type="text" onClick={() => setEditing(group)}>
                  修改
                </Button>
                <Popconfirm
                  title={`删去${group.name}？它的行动步骤留下，不再属于工作组`}
                  okText="删去"
                  cancelText="返回"
                  onConfirm={() => save(dropKeyed('groups', group.key))}
                >
                  <Button size="small" type="text" danger>
                    删去
                  </Button>
                </Popconfirm>
              </span>
            )}
          </div>
        ))}
      </section>
      {isCommand && <CommandDrawer view={view} save={save} onClose={() => setCommand(false)} />}
      {editing && (
        <GroupDrawer
          view={view}
          group={editing === 'new' ? null : editing}
          save={save}
          onClose={() => setEditing(null)}
        />
      )}
    </div>
  )
}
