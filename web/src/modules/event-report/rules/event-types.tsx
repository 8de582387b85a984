import { useQuery } from '@tanstack/react-query'
import { Input } from 'antd'
import { useState } from 'react'
import { SourceMark } from '../../../fields/source-mark.tsx'
import { Rows } from '../../../ui/rows.tsx'
import { Loaded } from '../../../ui/states.tsx'
import { eventTypesQuery } from './requests.ts'

const depthOf = (code: string) => (code.endsWith('000') ? 0 : code.endsWith('00') ? 1 : 2)

export function EventTypes() {
  const types = useQuery(eventTypesQuery)
  const [text, setText] = useState('')
  return (
    <>
      <div className="filters">
        <Input.Search
          placeholder="名称或代码"
          allowClear
          value={text}
          onChange={({ target }) => setText(target.value)}
          style={{ width: 260 }}
        />
      </div>
      <Loaded of={types} rows={8}>
        {({ items }) => (
          <Rows
            items={items.filter(
              type => type.name.includes(text.trim()) || type.code.includes(text.trim().toUpperCase()),
            )}
            keyOf={type => type.code}
            toneOf={type => (type.enabled ? undefined : 'stale')}
            columns={[
              {
                title: '名称',
                show: type => <span style={{ paddingLeft: depthOf(type.code) * 22 }}>{type.name}</span>,
              },
              { title: '代码', width: 100, show: type => type.code },
              { title: '用途', width: 120, show: type => (type.warningOnly ? '仅预警' : '') },
              {
                title: '来源',
                width: 320,
                show: type => (
                  <>
                    <SourceMark confidence={type.confidence} /> {type.source}
                  </>
                ),
              },
              { title: '启用', width: 64, show: type => (type.enabled ? '是' : '否') },
            ]}
          />
        )}
      </Loaded>
    </>
  )
}
