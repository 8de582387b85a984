import { SearchOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Input, type InputRef } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { useHotkey } from '../../ui/hotkeys.ts'
import { usePaused } from '../../ui/pause.ts'
import { FindingLine } from './finding-line.tsx'
import { searchQuery } from './requests.ts'
import './search.css'

/** Search everywhere: `/` goes here, arrows choose, Enter opens, Esc leaves. */
export function SearchBox() {
  const go = useNavigate()
  const { pathname, search } = useLocation()
  const input = useRef<InputRef>(null)
  const [text, setText] = useState('')
  const [isOpen, setOpen] = useState(false)
  const [chosen, setChosen] = useState(-1)
  const sought = usePaused(text.trim(), 200)
  const found = useQuery({ ...searchQuery(sought, 8), enabled: isOpen && sought.length > 0 })
  const items = found.data?.items ?? []
  const everything = `/search?text=${encodeURIComponent(text.trim())}`

  useHotkey('/', () => input.current?.focus())
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever page comes, the list has done its work
  useEffect(() => setOpen(false), [pathname, search])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text, another list
  useEffect(() => setChosen(-1), [sought])

  const leave = (to: string) => {
    setOpen(false)
    input.current?.blur()
    void go(to)
  }
  const onKeyDown = (pressed: KeyboardEvent) => {
    if (pressed.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[pressed.key]
    if (step !== undefined) {
      pressed.preventDefault()
      setChosen(at => Math.max(-1, Math.min(items.length - 1, at + step)))
    } else if (pressed.key === 'Escape') {
      setOpen(false)
      input.current?.blur()
    } else if (pressed.key === 'Enter' && text.trim()) leave(items[chosen]?.link ?? everything)
  }

  return (
    <div className="search">
      <Input
        ref={input}
        prefix={<SearchOutlined />}
        suffix={<kbd>/</kbd>}
        placeholder="查找事件、报告、人员、单位、台账"
        aria-label="查找"
        role="combobox"
        aria-expanded={isOpen && sought.length > 0}
        aria-controls="search-findings"
        allowClear
        value={text}
        onChange={({ target }) => {
          setText(target.value)
          setOpen(true)
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setTimeout(() => setOpen(false), 150)}
        onKeyDown={onKeyDown}
      />
      {isOpen && sought && (
        <div className="search-findings" id="search-findings" role="listbox">
          {items.map((finding, at) => (
            <button
              type="button"
              role="option"
              aria-selected={at === chosen}
              key={`${finding.kind}${finding.id}`}
              className={at === chosen ? 'finding is-chosen' : 'finding'}
              onMouseDown={pressed => pressed.preventDefault()}
              onClick={() => leave(finding.link)}
            >
              <FindingLine finding={finding} text={sought} />
            </button>
          ))}
          {found.isError && <p className="search-said">查找未成功，请稍后再试</p>}
          {found.data && items.length === 0 && <p className="search-said">没有含“{sought}”的内容</p>}
          {!found.data && !found.isError && <p className="search-said">正在查找……</p>}
          {items.length > 0 && (
            <button
              type="button"
              className="finding finding-all"
              onMouseDown={pressed => pressed.preventDefault()}
              onClick={() => leave(everything)}
            >
              查看全部结果
            </button>
          )}
        </div>
      )}
    </div>
  )
}
