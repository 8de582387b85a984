import { Tabs } from 'antd'
import type { ReactNode } from 'react'
import { useLocation, useNavigate } from 'react-router'
import './stock.css'

const tabs = [
  ['/stock', '总览'],
  ['/stock/stores', '仓库'],
  ['/stock/ledger', '台账'],
  ['/stock/takes', '盘点'],
  ['/stock/standards', '储备标准'],
  ['/stock/expiry', '临期'],
  ['/stock/agreements', '协议储备'],
  ['/stock/need', '经费需求'],
  ['/stock/items', '物资目录'],
] as const

/** 应急物资: one entry of the menu, its pages as tabs. */
export function StockFrame({
  acts,
  paper,
  children,
}: {
  acts?: ReactNode
  /** What the page is called on paper. */
  paper?: string
  children: ReactNode
}) {
  const { pathname } = useLocation()
  const go = useNavigate()
  return (
    <>
      <header className="head">
        <h1 className={paper ? 'no-print' : undefined}>应急物资</h1>
        {paper && <h1 className="stock-paper">{paper}</h1>}
        <span className="spread" />
        {acts}
      </header>
      <section className="panel">
        <Tabs
          className="no-print"
          tabBarStyle={{ margin: 0, padding: '0 12px' }}
          activeKey={pathname}
          onChange={path => void go(path)}
          items={tabs.map(([key, label]) => ({ key, label }))}
        />
        {children}
      </section>
    </>
  )
}

/** A table of words as choices. */
export const options = (words: Record<string, string>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }))

/** In groups of three, without the zeros behind the point. */
export const amount = (quantity: number, unit = ''): string =>
  `${quantity.toLocaleString('zh-CN', { maximumFractionDigits: 3 })}${unit ? ` ${unit}` : ''}`

/** How near the last day of a lot is. */
export function Expiry({ on, today }: { on: string | null; today: string }) {
  if (!on) return <span className="quiet">长期</span>
  const days = Math.round((Date.parse(on) - Date.parse(today)) / 86_400_000)
  if (days < 0) return <b className="stock-bad">{on} 已过期</b>
  if (days <= 90)
    return (
      <b className="stock-near">
        {on}（余 {days} 天）
      </b>
    )
  return <>{on}</>
}
