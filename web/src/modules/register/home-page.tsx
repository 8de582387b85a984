import type { LedgerView } from '@anlan/contract/register.ts'
import { useQuery } from '@tanstack/react-query'
import { Input } from 'antd'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { useMinute } from '../../ui/clock/clock.ts'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { CompletenessBar } from './completeness/completeness-bar.tsx'
import { sayAge } from './record/marks.tsx'
import { type Completeness, completenessQuery, ledgersQuery } from './requests.ts'
import './register.css'

/** 基础台账: which ledgers there are, what each is for, and how well it is kept. */
export function RegistersPage() {
  const ledgers = useQuery(ledgersQuery)
  const [asked, setAsked] = useSearchParams()
  const text = asked.get('text') ?? ''
  return (
    <>
      <header className="head">
        <h1>基础台账</h1>
        <Input.Search
          placeholder="查找台账，例如 物资、避难场所"
          aria-label="查找台账"
          allowClear
          value={text}
          onChange={({ target }) => setAsked(target.value ? { text: target.value } : {}, { replace: true })}
          style={{ width: 280 }}
        />
        <span className="spread" />
        <Link to="/completeness">基础数据完整率</Link>
      </header>
      <Loaded of={ledgers} rows={10}>
        {({ items }) => <Groups ledgers={items.filter(ledger => isAbout(ledger, text))} sought={text} />}
      </Loaded>
    </>
  )
}

const isAbout = (ledger: LedgerView, text: string) =>
  text
    .trim()
    .split(/\s+/)
    .every(word => `${ledger.label} ${ledger.group} ${ledger.purpose}`.includes(word))

/** Of each ledger the figures of the largest unit this person sees: those of the units below are in them. */
const widest = (items: Completeness[]) => {
  const found = new Map<string, Completeness>()
  for (const item of items) {
    const known = found.get(item.ledger)
    if (!known || item.records > known.records) found.set(item.ledger, item)
  }
  return found
}

function Groups({ ledgers, sought }: { ledgers: LedgerView[]; sought: string }) {
  const completeness = useQuery({ ...completenessQuery(), retry: false })
  const go = useNavigate()
  const now = useMinute()
  if (ledgers.length === 0)
    return sought ? (
      <Nothing what={`没有与“${sought}”相符的台账`}>
        <Link to={`/search?text=${encodeURIComponent(sought)}`}>在全部记录中查找“{sought}”</Link>
      </Nothing>
    ) : (
      <Nothing what="还没有台账" />
    )
  const figures = widest(completeness.data?.items ?? [])
  const groups = [...new Set(ledgers.map(ledger => ledger.group))]
  return (
    <div className="register-stack">
      {groups.map(group => (
        <section key={group} className="panel">
          <h2>{group}</h2>
          <Rows
            items={ledgers.filter(ledger => ledger.group === group)}
            keyOf={ledger => ledger.name}
            onOpen={ledger => void go(`/registers/${ledger.name}`)}
            columns={[
              {
                title: '台账',
                width: 190,
                show: ledger => (
                  <Link to={`/registers/${ledger.name}`} onClick={clicked => clicked.stopPropagation()}>
                    {ledger.label}
                  </Link>
                ),
              },
              { title: '用途', show: ledger => <span className="quiet">{ledger.purpose}</span> },
              ...(completeness.data
                ? [
                    {
                      title: '管辖内在册',
                      width: 100,
                      numeric: true,
                      show: (ledger: LedgerView) => `${figures.get(ledger.name)?.records ?? 0} 条`,
                    },
                    {
                      title: '完整率',
                      width: 160,
                      show: (ledger: LedgerView) => <CompletenessBar of={figures.get(ledger.name)} />,
                    },
                    {
                      title: '核实情况',
                      width: 110,
                      show: (ledger: LedgerView) => <Stale ledger={ledger} of={figures.get(ledger.name)} />,
                    },
                    {
                      title: '最近更新',
                      width: 100,
                      minor: true,
                      show: (ledger: LedgerView) => {
                        const at = figures.get(ledger.name)?.lastChangedAt
                        return at ? <span className="quiet">{sayAge(at, now)}</span> : ''
                      },
                    },
                  ]
                : []),
            ]}
          />
        </section>
      ))}
    </div>
  )
}

function Stale({ ledger, of }: { ledger: LedgerView; of: Completeness | undefined }) {
  if (!ledger.verifyEveryDays) return <span className="quiet">不需核实</span>
  if (!of || of.stale === 0) return <span className="quiet">无超期</span>
  const address = `/registers/${ledger.name}?${new URLSearchParams({ state: 'stale', unitId: of.unitId })}`
  return (
    <Link to={address} onClick={clicked => clicked.stopPropagation()}>
      <b>{of.stale} 条超期</b>
    </Link>
  )
}
