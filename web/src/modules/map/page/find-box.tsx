import { useQuery } from '@tanstack/react-query'
import { AutoComplete, Input, type InputRef } from 'antd'
import { type ReactNode, useDeferredValue, useRef, useState } from 'react'
import { useHotkey } from '../../../ui/hotkeys.ts'
import { type LngLat, positionTyped, showPosition } from '../canvas/measures.ts'
import { findsQuery } from '../requests.ts'
import './layers-panel.css'

export interface Found {
  at: LngLat
  zoom: number
  thing: { layer: string; id: string } | null
  title: string
}

const kindWords = { thing: '', area: '区划', line: '河流道路' } as const

/** 查找: placed things, townships and villages, rivers and roads by name, or coordinates; choosing one flies there. */
export function FindBox({ onFound }: { onFound: (found: Found) => void }) {
  const [text, setText] = useState('')
  const box = useRef<InputRef>(null)
  useHotkey('f', () => box.current?.focus())
  const asked = useDeferredValue(text.trim())
  const typed = positionTyped(asked)
  const finds = useQuery({ ...findsQuery(asked), enabled: asked.length >= 2 && !typed })
  const items = asked.length >= 2 && !typed ? (finds.data?.items ?? []) : []
  const options: { value: string; label: ReactNode }[] = typed
    ? [{ value: 'position', label: `定位到 ${showPosition(typed)}` }]
    : items.map((item, i) => ({
        value: String(i),
        label: (
          <span className="find-line">
            <b>{item.title}</b>
            <small>{[kindWords[item.kind], item.note].filter(Boolean).join(' · ')}</small>
          </span>
        ),
      }))
  const choose = (value: string) => {
    const item = items[Number(value)]
    if (typed) onFound({ at: typed, zoom: 14, thing: null, title: showPosition(typed) })
    else if (item) {
      onFound({
        at: [item.position.lng, item.position.lat],
        zoom: item.zoom,
        thing: item.kind === 'thing' && item.layer ? { layer: item.layer, id: item.id } : null,
        title: item.title,
      })
      setText(item.title)
    }
  }
  return (
    <AutoComplete
      className="find-box"
      value={text}
      options={options}
      onSelect={choose}
      defaultActiveFirstOption
      popupMatchSelectWidth={320}
      notFoundContent={asked.length >= 2 && finds.data && !finds.isFetching ? '没有找到，可换个说法或输入经纬度' : null}
    >
      <Input
        ref={box}
        aria-label="在地图上查找"
        placeholder="查找名称、区划、河流或经纬度（F）"
        allowClear
        onChange={({ target }) => setText(target.value)}
      />
    </AutoComplete>
  )
}
