import type { ChecklistItemView } from '@anlan/contract/assistance.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Drawer, Input, Select } from 'antd'
import { useState } from 'react'
import { Permitted } from '../../app/session.tsx'
import { SourceLegend, SourceMark } from '../../fields/source-mark.tsx'
import { useTypePrefixWords } from '../../fields/type-prefix-select.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showInstant } from '../../ui/time.ts'
import { particularFieldsQuery } from '../event-report/particulars/requests.ts'
import { ItemDrawer } from './item-drawer.tsx'
import { checklistQuery, itemHistoryQuery } from './requests.ts'

/** 首小时清单: per type what is done in the first hour, by whom, under which condition; the county edits it. */
export function ChecklistPage() {
  const checklist = useQuery(checklistQuery)
  const typeWords = useTypePrefixWords()
  const [type, setType] = useState<string>()
  const [text, setText] = useState('')
  const [openId, setOpenId] = useState<string | null>(null)
  const [isNew, setNew] = useState(false)
  return (
    <>
      <header className="head">
        <h1>首小时清单</h1>
        <Permitted to="assistance.define">
          <Button type="primary" onClick={() => setNew(true)}>
            增加事项
          </Button>
        </Permitted>
      </header>
      <section className="panel">
        <Loaded of={checklist} rows={8}>
          {({ items }) => {
            const types = [...new Set(items.flatMap(item => item.typePrefixes))].sort()
            const shown = items.filter(
              item => (!type || item.typePrefixes.includes(type)) && item.text.includes(text.trim()),
            )
            return (
              <>
                <div className="filters">
                  <Select
                    value={type}
                    onChange={setType}
                    allowClear
                    placeholder="全部事件类型"
                    style={{ width: 200 }}
                    options={types.map(prefix => ({ value: prefix, label: typeWords(prefix) }))}
                  />
                  <Input.Search
                    allowClear
                    placeholder="事项"
                    style={{ width: 200 }}
                    onChange={({ target }) => setText(target.value)}
                  />
                  <SourceLegend />
                </div>
                {shown.length === 0 && <Nothing what="没有符合条件的事项" />}
                <Rows
                  items={shown}
                  keyOf={item => item.id}
                  onOpen={item => setOpenId(item.id)}
                  isOpen={item => item.id === openId}
                  toneOf={item => (item.enabled ? undefined : 'stale')}
                  columns={[
                    { title: '事项', show: item => item.text },
                    { title: '时限', width: 80, show: item => `${item.minutes} 分钟` },
                    { title: '责任岗位', width: 150, show: item => item.bearerWords },
                    {
                      title: '适用',
                      width: 220,
                      show: item => item.typePrefixes.map(typeWords).join('、'),
                    },
                    { title: '条件', width: 60, show: item => (item.conditions.length > 0 ? '有' : ''), minor: true },
                    { title: '来源', width: 56, show: item => <SourceMark confidence={item.confidence} /> },
                    { title: '缺岗', width: 90, show: item => item.defect ?? '', minor: true },
                  ]}
                />
                <Detail item={items.find(item => item.id === openId)} onClose={() => setOpenId(null)} />
              </>
            )
          }}
        </Loaded>
      </section>
      {isNew && <ItemDrawer item={null} onClose={() => setNew(false)} />}
    </>
  )
}

function Detail({ item, onClose }: { item: ChecklistItemView | undefined; onClose: () => void }) {
  const [isEditing, setEditing] = useState(false)
  const typeWords = useTypePrefixWords()
  const { data: fields } = useQuery(particularFieldsQuery)
  const history = useQuery({ ...itemHistoryQuery(item?.id ?? ''), enabled: item !== undefined })
  if (!item) return null
  return (
    <Drawer
      open
      title={item.text}
      size={520}
      onClose={onClose}
      extra={
        <Permitted to="assistance.define">
          <Button onClick={() => setEditing(true)}>修改</Button>
        </Permitted>
      }
    >
      {item.detail && <p>{item.detail}</p>}
      <p>
        接报后 {item.minutes} 分钟内，{item.bearerWords}
        {item.defect && <b className="check-defect">（{item.defect}）</b>}
      </p>
      <p>适用：{item.typePrefixes.map(typeWords).join('、')}</p>
      {item.conditions.map(one => (
        <p key={one.field}>
          条件：{fields?.items.find(field => field.code === one.field)?.label ?? one.field} 为 {one.anyOf.join('、')}
          ；尚未登记时看情况中是否提到
        </p>
      ))}
      <p className="quiet">
        依据 {item.sourceName} {item.sourceArticle} <SourceMark confidence={item.confidence} />
      </p>
      <h3>变更记录</h3>
      {history.data?.items.length === 0 && <Nothing what="这一项没有变更过" />}
      {history.data?.items.map(one => (
        <div key={one.at} className="plain-row">
          <span className="quiet">
            {showInstant(one.at)} {one.byName}
          </span>
          <span>{one.changed.join('、')}</span>
          <p>{one.reason}</p>
        </div>
      ))}
      {isEditing && <ItemDrawer item={item} onClose={() => setEditing(false)} />}
    </Drawer>
  )
}
