import type { LedgerView, RecordFilter } from '@anlan/contract/register.ts'
import { recordStates } from '@anlan/contract/register.ts'
import { CloseOutlined, FilterOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Drawer, Input, type InputRef, Segmented, Select } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { areaPath } from '../../../fields/area-select.tsx'
import { primary } from '../../../ui/hotkeys.ts'
import { usePaused } from '../../../ui/pause.ts'
import { areasQuery, unitsQuery } from '../../directory/requests.ts'
import { FieldCondition, Narrow } from './field-condition.tsx'
import { sayFilter } from './filter-words.ts'
import { type ListState, type RecordState, type useListState, usualSort } from './list-state.ts'
import { UnitTree } from './unit-tree.tsx'

type List = ReturnType<typeof useListState>

const stateOrder: RecordState[] = ['current', 'stale', 'incomplete', 'removed']

/** Search, state, unit and the first choice of the ledger in one line; every other condition is one press away. */
export function FilterBar({ ledger, list }: { ledger: LedgerView; list: List }) {
  const { state, change, setFilters } = list
  const [isOpen, setOpen] = useState(false)
  const first = ledger.fields.find(field => field.kind === 'choice' && field.inList && field.filterable)
  const states = stateOrder.filter(name => name !== 'stale' || ledger.verifyEveryDays)
  return (
    <>
      <div className="filters ledger-filters">
        <SearchBox key={ledger.name} ledger={ledger} list={list} />
        <Segmented
          aria-label="状态"
          value={state.state}
          onChange={value => change({ state: value === 'current' ? undefined : String(value) })}
          options={states.map(value => ({ value, label: recordStates[value] }))}
        />
        <div className="not-phone" style={{ width: 190 }}>
          <UnitTree
            aria-label={ledger.ownerLabel}
            placeholder={`${ledger.ownerLabel}（含下级）`}
            value={state.unitId}
            onChange={unitId => change({ unitId })}
          />
        </div>
        {first && (
          <div className="not-phone" style={{ width: 210 }}>
            <Narrow field={first} filters={state.filters} onChange={setFilters} />
          </div>
        )}
        <Button icon={<FilterOutlined />} onClick={() => setOpen(true)}>
          更多条件
        </Button>
      </div>
      <Conditions ledger={ledger} list={list} />
      {isOpen && <FilterDrawer ledger={ledger} list={list} onClose={() => setOpen(false)} />}
    </>
  )
}

/** Types to find: the list follows when typing pauses. */
function SearchBox({ ledger, list }: { ledger: LedgerView; list: List }) {
  const { state, change } = list
  const [text, setText] = useState(state.text)
  const paused = usePaused(text.trim(), 350)
  const told = useRef(state.text)
  const box = useRef<InputRef>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was typed is told; `change` is new at each drawing
  useEffect(() => {
    if (paused === told.current) return
    told.current = paused
    change({ text: paused }, true)
  }, [paused])
  useEffect(() => {
    if (state.text === told.current) return
    told.current = state.text
    setText(state.text)
  }, [state.text])
  return (
    <Input.Search
      ref={box}
      className="ledger-search"
      aria-label={`在${ledger.label}中查找`}
      placeholder="名称、简拼或任何内容"
      allowClear
      maxLength={100}
      value={text}
      onChange={({ target }) => setText(target.value)}
    />
  )
}

/** The conditions in force as words, each to be taken away. */
function Conditions({ ledger, list }: { ledger: LedgerView; list: List }) {
  const { state, change, setFilters } = list
  const areas = useQuery({ ...areasQuery, enabled: state.filters.length > 0 })
  const units = useQuery({ ...unitsQuery, enabled: state.filters.length > 0 || Boolean(state.unitId) })
  if (state.filters.length === 0 && !state.unitId) return null
  const unitName = (id: string) => units.data?.items.find(unit => unit.id === id)?.name ?? '所选单位'
  const said = (filter: RecordFilter) =>
    sayFilter(ledger.fields, filter, (field, value) => {
      if (field.options) return field.options.find(option => option.code === value)?.label ?? value
      if (field.kind === 'area') return areaPath(areas.data?.items ?? [], value).at(-1) ?? '所选区域'
      if (field.kind === 'unit') return unitName(value)
      if (field.kind === 'yesNo') return value === 'true' ? '是' : '否'
      return field.kind === 'person' ? '所选人员' : value
    })
  return (
    <ul className="conditions" aria-label="当前条件">
      {state.unitId && (
        <Condition
          words={`${ledger.ownerLabel}：${unitName(state.unitId)}`}
          onDrop={() => change({ unitId: undefined })}
        />
      )}
      {state.filters.map(filter => (
        <Condition
          key={`${filter.field}-${filter.op}`}
          words={said(filter)}
          onDrop={() => setFilters(state.filters.filter(one => one !== filter))}
        />
      ))}
      <li>
        <button type="button" className="link" onClick={() => change({ unitId: undefined, filters: undefined })}>
          清除条件
        </button>
      </li>
    </ul>
  )
}

function Condition({ words, onDrop }: { words: string; onDrop: () => void }) {
  return (
    <li className="condition">
      {words}
      <button type="button" aria-label={`去掉条件 ${words}`} onClick={onDrop}>
        <CloseOutlined />
      </button>
    </li>
  )
}

const sortsOf = (ledger: LedgerView) => [
  { value: usualSort, label: '最近更新的在前' },
  { value: 'updatedAt', label: '最久未更新的在前' },
  ...ledger.fields
    .filter(field => field.sortable && field.inList)
    .flatMap(({ name, label }) => [
      { value: name, label: `${label}，升序` },
      { value: `-${name}`, label: `${label}，降序` },
    ]),
]

function FilterDrawer({ ledger, list, onClose }: { ledger: LedgerView; list: List; onClose: () => void }) {
  const { state, change } = list
  const [draft, setDraft] = useState<Pick<ListState, 'filters' | 'unitId' | 'sort'>>({
    filters: state.filters,
    unitId: state.unitId,
    sort: state.sort,
  })
  const apply = () => {
    change({
      unitId: draft.unitId,
      sort: draft.sort === usualSort ? undefined : draft.sort,
      filters: draft.filters.length > 0 ? JSON.stringify(draft.filters) : undefined,
    })
    onClose()
  }
  return (
    <Drawer
      open
      title="筛选与排序"
      size={440}
      onClose={onClose}
      footer={
        <div className="drawer-foot">
          <Button onClick={() => setDraft({ filters: [], unitId: undefined, sort: usualSort })}>全部清除</Button>
          <Button {...primary} onClick={apply}>
            按条件查找
          </Button>
        </div>
      }
    >
      <fieldset className="field-condition">
        <div className="field-condition-head">
          <span>{ledger.ownerLabel}（含下级）</span>
        </div>
        <UnitTree
          aria-label={ledger.ownerLabel}
          value={draft.unitId}
          onChange={unitId => setDraft(before => ({ ...before, unitId }))}
        />
      </fieldset>
      <fieldset className="field-condition">
        <div className="field-condition-head">
          <span>排列次序</span>
        </div>
        <Select
          aria-label="排列次序"
          value={draft.sort}
          options={sortsOf(ledger)}
          onChange={sort => setDraft(before => ({ ...before, sort }))}
          style={{ width: '100%' }}
        />
      </fieldset>
      {ledger.fields
        .filter(field => field.filterable)
        .map(field => (
          <FieldCondition
            key={field.name}
            field={field}
            filters={draft.filters}
            onChange={filters => setDraft(before => ({ ...before, filters }))}
          />
        ))}
    </Drawer>
  )
}
