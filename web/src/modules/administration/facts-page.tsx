import { Drawer, Input, Select } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { KeysetList } from '../../ui/keyset.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Nothing } from '../../ui/states.tsx'
import { showInstant, showSecond } from '../../ui/time.ts'
import { factWord, factWords } from './fact-words.ts'
import { type Fact, useFacts } from './requests.ts'

/** 审计记录: the facts as they stand in their chains; the auditor reads, nobody writes. */
export function FactsPage() {
  const [asked, setAsked] = useSearchParams()
  const filter = { type: asked.get('type') ?? undefined, subject: asked.get('subject') ?? undefined }
  const facts = useFacts(filter)
  const [opened, setOpened] = useState<Fact | null>(null)
  const set = (name: string, value: string) =>
    setAsked(before => {
      const next = new URLSearchParams(before)
      if (value) next.set(name, value)
      else next.delete(name)
      return next
    })
  return (
    <>
      <header className="head">
        <h1>审计记录</h1>
        <span className="quiet">每一条变更按单位成链，记录哈希相连，改动或缺失可以查出</span>
      </header>
      <section className="panel">
        <div className="filters">
          <Select
            value={filter.type}
            onChange={value => set('type', value ?? '')}
            showSearch={{ optionFilterProp: 'label' }}
            allowClear
            placeholder="记录类别"
            options={Object.entries(factWords).map(([value, label]) => ({ value, label }))}
            style={{ width: 220 }}
          />
          <Input.Search
            key={`s${filter.subject}`}
            defaultValue={filter.subject}
            placeholder="对象编号"
            allowClear
            onSearch={value => set('subject', value.trim())}
            style={{ width: 340 }}
          />
        </div>
        <KeysetList of={facts} empty={<Nothing what="没有符合条件的记录" />}>
          {items => (
            <Rows
              items={items}
              keyOf={fact => fact.id}
              onOpen={setOpened}
              isOpen={fact => fact.id === opened?.id}
              columns={[
                { title: '时间', width: 170, show: fact => `${showInstant(fact.at)}:${showSecond(fact.at).slice(6)}` },
                { title: '记录', width: 150, show: fact => factWord(fact.type) },
                { title: '操作人', width: 130, show: fact => fact.actor ?? '系统' },
                { title: '单位', width: 160, show: fact => fact.unitName ?? '' },
                { title: '对象编号', minor: true, show: fact => <span className="quiet">{fact.subjectId}</span> },
                { title: '链内序号', width: 84, numeric: true, show: fact => fact.sequence },
              ]}
            />
          )}
        </KeysetList>
      </section>
      <Drawer open={opened !== null} onClose={() => setOpened(null)} title={opened && factWord(opened.type)} size={560}>
        {opened && (
          <>
            <p className="quiet" style={{ overflowWrap: 'anywhere' }}>
              {opened.type} · 对象 {opened.subjectId}
              <br />
              哈希 {opened.hash}
            </p>
            <pre style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {JSON.stringify(opened.data, null, 2)}
            </pre>
          </>
        )}
      </Drawer>
    </>
  )
}
