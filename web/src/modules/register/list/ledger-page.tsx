import type { LedgerView, RecordView } from '@anlan/contract/register.ts'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Checkbox } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { useSession } from '../../../app/session.tsx'
import { primary } from '../../../ui/hotkeys.ts'
import { saidOf } from '../../../ui/http.ts'
import { KeysetList } from '../../../ui/keyset.tsx'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { ExtraFieldsDrawer } from '../define/extra-fields-drawer.tsx'
import { RecordForm } from '../form/record-form.tsx'
import { RecordDrawer } from '../record/record-drawer.tsx'
import { ledgerQuery, useRecords, useVerify } from '../requests.ts'
import { ColumnPicker } from './column-picker.tsx'
import { FilterBar } from './filter-bar.tsx'
import { columnsOf, isNarrowed, queryOf, useListState } from './list-state.ts'
import { RecordRows } from './record-rows.tsx'
import { SavedViews } from './saved-views.tsx'
import { TakeOut } from './take-out.tsx'
import '../register.css'

/** The records that are ticked; they stay so when the list is narrowed anew. */
type Chosen = ReadonlyMap<string, RecordView>

/** One ledger: find, narrow, open, confirm, bring in and take out. */
export function LedgerPage() {
  const { name = '' } = useParams()
  const ledger = useQuery(ledgerQuery(name))
  return (
    <Loaded of={ledger} rows={10}>
      {declared => <LedgerList key={declared.name} ledger={declared} />}
    </Loaded>
  )
}

function LedgerList({ ledger }: { ledger: LedgerView }) {
  const list = useListState()
  const { state, asked, setAsked, change } = list
  const records = useRecords(ledger.name, queryOf(state))
  const [chosen, setChosen] = useState<Chosen>(new Map())
  const session = useSession()
  const openId = asked.get('record')
  const form = asked.get('form')

  /** What is open beside the list stands in the address too, so that Back closes it. */
  const beside = (open: { record?: string; form?: string }, replace = false) =>
    setAsked(
      before => {
        const next = new URLSearchParams(before)
        next.delete('record')
        next.delete('form')
        for (const [key, value] of Object.entries(open)) next.set(key, value)
        return next
      },
      { replace },
    )
  const choose = (records: RecordView[], isChosen: boolean) =>
    setChosen(before => {
      const next = new Map(before)
      for (const record of records) {
        if (isChosen) next.set(record.id, record)
        else next.delete(record.id)
      }
      return next
    })

  return (
    <>
      <header className="head">
        <div>
          <nav className="crumbs" aria-label="位置">
            <Link to="/registers">基础台账</Link> / {ledger.group}
          </nav>
          <h1>{ledger.label}</h1>
        </div>
        <span className="quiet ledger-purpose">{ledger.purpose}</span>
        <span className="spread" />
        <TakeOut ledger={ledger} list={list} chosen={[...chosen.keys()]} />
        {ledger.mayImport && <LinkButton to={`/registers/${ledger.name}/imports`}>导入</LinkButton>}
        {ledger.mayDefine && (
          <Button className="not-phone" onClick={() => beside({ form: 'fields' })}>
            补充字段
          </Button>
        )}
        {ledger.mayEdit && (
          <Button {...primary} onClick={() => beside({ form: 'new' })}>
            新增记录
          </Button>
        )}
      </header>
      <SavedViews ledger={ledger} list={list} />
      <section className="panel">
        <FilterBar ledger={ledger} list={list} />
        <div className="list-tools">
          {chosen.size === 0 && (
            <Checkbox
              checked={state.unitId === session.unitId}
              onChange={({ target }) => change({ unitId: target.checked ? session.unitId : undefined })}
            >
              只看本单位及下级
            </Checkbox>
          )}
          <ChosenActs ledger={ledger} chosen={chosen} onClear={() => setChosen(new Map())} />
          <span className="spread" />
          <ColumnPicker
            ledger={ledger}
            chosen={state.columns}
            onChoose={columns => change({ columns: columns?.join(',') })}
          />
        </div>
        <KeysetList of={records} empty={<Empty ledger={ledger} list={list} onNew={() => beside({ form: 'new' })} />}>
          {items => (
            <>
              <RecordRows
                ledger={ledger}
                columns={columnsOf(ledger, state.columns)}
                items={items}
                sort={state.sort}
                onSort={sort => change({ sort })}
                openId={openId}
                onOpen={id => beside({ record: id })}
                chosen={chosen}
                onChoose={choose}
              />
              {!records.hasNextPage && <p className="list-end quiet">已显示全部 {items.length} 条</p>}
            </>
          )}
        </KeysetList>
      </section>
      {openId && form !== 'edit' && (
        <RecordDrawer
          ledger={ledger}
          id={openId}
          onEdit={() => beside({ record: openId, form: 'edit' })}
          onClose={() => {
            beside({})
            // Whoever works by keyboard goes on at the row he left.
            document.querySelector<HTMLElement>(`[data-record="${openId}"]`)?.focus()
          }}
        />
      )}
      {(form === 'new' || (form === 'edit' && openId)) && (
        <RecordForm
          key={form === 'new' ? 'new' : openId}
          ledger={ledger}
          id={form === 'edit' ? openId : null}
          onDone={id => beside({ record: id }, true)}
          onClose={() => beside(form === 'edit' && openId ? { record: openId } : {})}
        />
      )}
      {form === 'fields' && ledger.mayDefine && <ExtraFieldsDrawer ledger={ledger} onClose={() => beside({})} />}
    </>
  )
}

function LinkButton({ to, children }: { to: string; children: string }) {
  const go = useNavigate()
  return (
    <Button
      className="not-phone"
      href={to}
      onClick={clicked => {
        clicked.preventDefault()
        void go(to)
      }}
    >
      {children}
    </Button>
  )
}

type List = ReturnType<typeof useListState>

const mostAtOnce = 500

/** What can be done with the chosen records together. */
function ChosenActs({ ledger, chosen, onClear }: { ledger: LedgerView; chosen: Chosen; onClear: () => void }) {
  const verify = useVerify(ledger.name)
  const { message, modal } = App.useApp()
  if (chosen.size === 0)
    return (
      <span className="quiet not-phone">
        {ledger.mayEdit && ledger.verifyEveryDays ? '勾选多条记录，可一次确认仍然属实' : '点击一行查看详情'}
      </span>
    )
  const own = [...chosen.values()].filter(record => record.mayEdit && !record.removedAt)
  const ask = () =>
    modal.confirm({
      title: `确认 ${own.length} 条记录仍然属实`,
      content: `表示您已逐条核对，内容与实际一致。下次核实期限将顺延 ${ledger.verifyEveryDays} 天，核实人记为您本人。`,
      okText: '仍然属实',
      onOk: () =>
        verify.mutateAsync(own.map(record => record.id)).then(
          ({ verified }) => {
            onClear()
            void message.success(`已核实 ${verified} 条`)
          },
          error => void message.error(saidOf(error), 8),
        ),
    })
  const mayVerify = ledger.mayEdit && ledger.verifyEveryDays
  return (
    <span className="chosen-acts" role="status">
      已选 <b className="figure">{chosen.size}</b> 条
      {mayVerify && (
        <Button
          size="small"
          disabled={own.length === 0 || own.length > mostAtOnce}
          loading={verify.isPending}
          onClick={ask}
        >
          仍然属实
        </Button>
      )}
      {mayVerify && own.length < chosen.size && (
        <span className="quiet">其中 {chosen.size - own.length} 条由其他单位管理或已注销，不在此核实</span>
      )}
      {own.length > mostAtOnce && <span>一次最多核实 {mostAtOnce} 条</span>}
      <Button size="small" type="link" onClick={onClear}>
        取消选择
      </Button>
    </span>
  )
}

function Empty({ ledger, list, onNew }: { ledger: LedgerView; list: List; onNew: () => void }) {
  const go = useNavigate()
  const { state, change } = list
  if (state.state === 'stale' && !state.text && state.filters.length === 0)
    return <Nothing what="没有超期未核实的记录，台账是新的" />
  if (state.state === 'incomplete' && !state.text && state.filters.length === 0)
    return <Nothing what="没有缺项的记录，台账是完整的" />
  if (isNarrowed(state))
    return (
      <Nothing what="没有符合条件的记录">
        <Button onClick={() => change({ text: undefined, unitId: undefined, state: undefined, filters: undefined })}>
          清除条件
        </Button>
      </Nothing>
    )
  return (
    <Nothing what={`${ledger.purpose}目前还没有记录。`}>
      {ledger.mayEdit && (
        <>
          <Button onClick={onNew}>新增第一条</Button>{' '}
          <Button onClick={() => void go(`/registers/${ledger.name}/imports`)}>从表格导入</Button>
        </>
      )}
    </Nothing>
  )
}
