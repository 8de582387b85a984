import type { DictionaryDetail, DictionaryEntryView } from '@anlan/contract/dictionary.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Tabs } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { Permitted, usePermits } from '../../../app/session.tsx'
import { SourceLegend, SourceMark } from '../../../fields/source-mark.tsx'
import { Differences } from '../../../ui/change-list.tsx'
import { useMinute } from '../../../ui/clock/clock.ts'
import { primary } from '../../../ui/hotkeys.ts'
import { Rows } from '../../../ui/rows.tsx'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { showTime } from '../../../ui/time.ts'
import { EntryDrawer } from './entry-drawer.tsx'
import { dictionariesQuery, dictionaryQuery } from './requests.ts'
import '../register.css'
import './dictionaries.css'

/** 数据字典: the words ledgers choose from, each with its source; the county adds, renames and ends them. */
export function DictionariesPage() {
  const dictionaries = useQuery(dictionariesQuery)
  const [asked, setAsked] = useSearchParams()
  return (
    <>
      <header className="head">
        <h1>数据字典</h1>
        <span className="quiet">台账中可选的名称和分类；停用的名称不再供选择，已登记的记录不受影响</span>
        <SourceLegend />
      </header>
      <Loaded of={dictionaries} rows={8}>
        {({ items }) => {
          const chosen = items.find(one => one.name === asked.get('name')) ?? items[0]
          if (!chosen) return <Nothing what="还没有台账使用数据字典" />
          return (
            <div className="dictionaries">
              <section className="panel">
                <h2>字典</h2>
                <Rows
                  items={items}
                  keyOf={one => one.name}
                  isOpen={one => one.name === chosen.name}
                  onOpen={one => setAsked({ name: one.name })}
                  columns={[
                    { title: '名称', show: one => one.label },
                    { title: '条目', width: 64, numeric: true, show: one => one.entries },
                  ]}
                />
              </section>
              <OneDictionary key={chosen.name} name={chosen.name} />
            </div>
          )
        }}
      </Loaded>
    </>
  )
}

function OneDictionary({ name }: { name: string }) {
  const detail = useQuery(dictionaryQuery(name))
  const [opened, setOpened] = useState<DictionaryEntryView | 'new' | null>(null)
  const may = usePermits()
  return (
    <section className="panel">
      <Loaded of={detail} rows={8}>
        {found => (
          <>
            <div className="panel-head">
              {found.label}
              <small>
                {found.usedBy.length === 0 && '暂无台账使用'}
                {found.usedBy.map(use => (
                  <Link key={`${use.ledger} ${use.field}`} to={`/registers/${use.ledger}`}>
                    {use.label}·{use.field}{' '}
                  </Link>
                ))}
              </small>
              <span className="spread" />
              <Permitted to="register.define">
                <Button {...primary} size="small" onClick={() => setOpened('new')}>
                  新增条目
                </Button>
              </Permitted>
            </div>
            <Tabs
              tabBarStyle={{ margin: 0, padding: '0 12px' }}
              items={[
                {
                  key: 'entries',
                  label: '条目',
                  children: (
                    <Entries detail={found} onOpen={may('register.define') ? entry => setOpened(entry) : undefined} />
                  ),
                },
                { key: 'history', label: '变更记录', children: <DictionaryHistory detail={found} /> },
              ]}
            />
          </>
        )}
      </Loaded>
      {opened && (
        <EntryDrawer
          key={opened === 'new' ? 'new' : opened.code}
          dictionary={name}
          entry={opened === 'new' ? null : opened}
          onClose={() => setOpened(null)}
        />
      )}
    </section>
  )
}

interface EntriesProps {
  detail: DictionaryDetail
  onOpen?: (entry: DictionaryEntryView) => void
}

function Entries({ detail, onOpen }: EntriesProps) {
  if (detail.entries.length === 0) return <Nothing what="还没有条目" />
  return (
    <Rows
      items={detail.entries}
      keyOf={entry => entry.code}
      onOpen={onOpen}
      toneOf={entry => (entry.offered ? undefined : 'stale')}
      columns={[
        { title: '名称', show: entry => entry.label },
        { title: '代码', width: 120, minor: true, show: entry => <span className="quiet">{entry.code}</span> },
        { title: '状态', width: 90, show: standingOf },
        { title: '有效期', width: 200, show: validityOf },
        {
          title: '依据',
          minor: true,
          show: entry => (
            <span className="quiet">
              <SourceMark confidence={entry.confidence} /> {entry.source}
            </span>
          ),
        },
      ]}
    />
  )
}

const standingOf = (entry: DictionaryEntryView) => (entry.offered ? '可选' : entry.enabled ? '不在有效期' : '已停用')

const validityOf = ({ validFrom, validTo }: DictionaryEntryView) => {
  if (!validFrom && !validTo) return ''
  return `${validFrom ?? '即日'} 至 ${validTo ?? '长期'}`
}

function DictionaryHistory({ detail }: { detail: DictionaryDetail }) {
  const now = useMinute()
  if (detail.history.length === 0) return <Nothing what="还没有改动过" />
  return (
    <ol className="record-history dictionary-history">
      {detail.history.map(change => (
        <li key={`${change.at} ${change.code}`}>
          <p>
            <b>{detail.entries.find(entry => entry.code === change.code)?.label ?? change.code}</b>
            <span>{change.by ?? '系统'}</span>
            <time className="quiet figure">{showTime(change.at, now)}</time>
          </p>
          <Differences of={change.changes} />
        </li>
      ))}
    </ol>
  )
}
