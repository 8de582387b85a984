import {
  groupNames,
  type ResponseTemplateView,
  responseLevelNames,
  responseTopics,
  taskPriorities,
} from '@anlan/contract/response-template.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Drawer, Select } from 'antd'
import { useState } from 'react'
import { Permitted } from '../../../app/session.tsx'
import { SourceLegend, SourceMark } from '../../../fields/source-mark.tsx'
import { Rows } from '../../../ui/rows.tsx'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { showInstant } from '../../../ui/time.ts'
import { templateHistoryQuery, templatesQuery } from '../requests.ts'
import { TemplateDrawer } from './template-drawer.tsx'
import '../response.css'

/** 响应分级表: per topic and level who starts, which groups, which tasks to whom by when, who is told, when it may end. */
export function ResponseTemplatesPage() {
  const templates = useQuery(templatesQuery)
  const [topic, setTopic] = useState<string>()
  const [openId, setOpenId] = useState<string | null>(null)
  return (
    <>
      <header className="head">
        <h1>响应分级表</h1>
        <span className="quiet">以各预案为准；改后只对新启动和新调整的响应生效</span>
      </header>
      <section className="panel">
        <div className="filters">
          <Select
            value={topic}
            onChange={setTopic}
            allowClear
            placeholder="全部专项"
            style={{ width: 220 }}
            options={Object.entries(responseTopics).map(([value, label]) => ({ value, label }))}
          />
          <SourceLegend />
        </div>
        <Loaded of={templates} rows={8}>
          {({ items }) => (
            <>
              <Rows
                items={items.filter(row => !topic || row.topic === topic)}
                keyOf={row => row.id}
                onOpen={row => setOpenId(row.id)}
                isOpen={row => row.id === openId}
                toneOf={row => (row.enabled ? undefined : 'stale')}
                columns={[
                  { title: '名称', width: 220, show: row => row.name },
                  { title: '启动条件', show: row => row.conditions },
                  {
                    title: '启动岗位',
                    width: 200,
                    show: row => row.starters.map(one => row.words[one] ?? one).join('或'),
                  },
                  {
                    title: '组、任务',
                    width: 90,
                    show: row => `${row.groups.length} 组 ${row.tasks.length} 项`,
                    minor: true,
                  },
                  { title: '来源', width: 60, show: row => <SourceMark confidence={row.source.confidence} /> },
                  { title: '缺岗', width: 60, show: row => row.defects.length || '' },
                ]}
              />
              <Detail row={items.find(row => row.id === openId)} onClose={() => setOpenId(null)} />
            </>
          )}
        </Loaded>
      </section>
    </>
  )
}

function Detail({ row, onClose }: { row: ResponseTemplateView | undefined; onClose: () => void }) {
  const [isEditing, setEditing] = useState(false)
  const history = useQuery({ ...templateHistoryQuery(row?.id ?? ''), enabled: row !== undefined })
  if (!row) return null
  const words = (codes: string[]) => codes.map(code => row.words[code] ?? code).join('、')
  return (
    <Drawer
      open
      title={row.name}
      size={620}
      onClose={onClose}
      extra={
        <Permitted to="response.template.edit">
          <Button onClick={() => setEditing(true)}>修改</Button>
        </Permitted>
      }
    >
      {row.defects.length > 0 && (
        <ul className="defect-list">
          {row.defects.map(one => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
      <p>启动条件：{row.conditions}</p>
      <p>
        启动岗位：{words(row.starters)}；现场指挥官：{words([row.commander])}；预计 {row.expectedHours} 小时
      </p>
      <p>告知：{words(row.told)}</p>
      <p>措施：{row.measures}</p>
      {row.groups.map(group => (
        <div key={group.code} className="plain-row">
          <b>{groupNames[group.code]}</b>
          <span>
            牵头 {words([group.lead])}，成员 {words(group.members)}
          </span>
        </div>
      ))}
      {row.tasks.map(task => (
        <div key={task.code} className="plain-row">
          <b>{task.title}</b>
          <span className="quiet">
            {groupNames[task.group]} · {words([task.bearer])} · {taskPriorities[task.priority]} · 签收{' '}
            {task.acceptMinutes} 分，完成 {task.doneMinutes} 分
          </span>
        </div>
      ))}
      <p>终止条件：{row.closing.map(one => one.name).join('；')}</p>
      <p className="quiet">
        {row.source.name} {row.source.article}
      </p>
      <h3>变更记录</h3>
      {history.data?.items.length === 0 && <Nothing what={`${responseLevelNames[row.level]}响应没有变更过`} />}
      {history.data?.items.map(one => (
        <div key={one.id} className="plain-row">
          <span className="quiet">
            {showInstant(one.at)} {one.byName}
          </span>
          <span>{one.changed.join('、')}</span>
          <p>{one.reason}</p>
        </div>
      ))}
      {isEditing && <TemplateDrawer row={row} onClose={() => setEditing(false)} />}
    </Drawer>
  )
}
