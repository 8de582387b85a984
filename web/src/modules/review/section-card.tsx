import { type ReviewTable, type ReviewView, reviewSections } from '@anlan/contract/review.ts'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Rows } from '../../ui/rows.tsx'
import { showInstant } from '../../ui/time.ts'
import type { ReviewActs } from './requests.ts'

type Section = ReviewView['sections'][number]
const fewest = 8
const widths: Record<string, number> = { 时间: 120, 项目: 110, 序号: 60, 次数: 60, 调用单: 170 }

/** One section: what the records say, each number opening its record, and what people conclude from it. */
export function SectionCard({ of, mayWrite, acts }: { of: Section; mayWrite: boolean; acts: ReviewActs }) {
  const [isWriting, setWriting] = useState(false)
  return (
    <section className="panel review-section" id={of.code}>
      <h2>
        {reviewSections[of.code]}
        <span className="spread" />
        {of.changedByName && of.changedAt && (
          <small className="quiet">
            {of.changedByName} {showInstant(of.changedAt)} 填写
          </small>
        )}
        {mayWrite && (
          <Button size="small" onClick={() => setWriting(true)}>
            {of.version === 0 ? '填写判断' : '修改判断'}
          </Button>
        )}
      </h2>
      <dl className="review-numbers">
        {of.numbers.map(one => (
          <div key={`${one.label} ${one.value}`}>
            <dt>{one.label}</dt>
            <dd>{one.to ? <Link to={one.to}>{one.value || '—'}</Link> : one.value || '—'}</dd>
          </div>
        ))}
      </dl>
      {of.tables.map(table => (
        <FoldedTable key={table.title} of={table} />
      ))}
      <Said name="经验做法" text={of.experience} />
      <Said name="存在问题" text={of.problems} />
      {isWriting && (
        <ActionDrawer<{ experience: string; problems: string }>
          open
          title={reviewSections[of.code]}
          act="保存"
          width={560}
          consequence="他人可以同时填写其他章节；两人同改一节时，后保存的会收到提示，填写的内容不会丢失。"
          initial={{ experience: of.experience, problems: of.problems }}
          onAct={values =>
            acts.save.mutateAsync({
              code: of.code,
              experience: values.experience ?? '',
              problems: values.problems ?? '',
              version: of.version,
            })
          }
          onClose={() => setWriting(false)}
        >
          <Form.Item name="experience" label="经验做法">
            <Input.TextArea autoSize={{ minRows: 4, maxRows: 14 }} maxLength={4000} />
          </Form.Item>
          <Form.Item name="problems" label="存在问题">
            <Input.TextArea autoSize={{ minRows: 4, maxRows: 14 }} maxLength={4000} />
          </Form.Item>
        </ActionDrawer>
      )}
    </section>
  )
}

const Said = ({ name, text }: { name: string; text: string }) =>
  text === '' ? null : (
    <div className="review-said">
      <b>{name}</b>
      <p>{text}</p>
    </div>
  )

/** The first lines; all of them when asked for. */
function FoldedTable({ of }: { of: ReviewTable }) {
  const [showsAll, setShowsAll] = useState(false)
  const rows = showsAll ? of.rows : of.rows.slice(0, fewest)
  const last = of.headers.length - 1
  return (
    <>
      <h3 className="table-title">
        {of.title} <small className="quiet">{of.rows.length + of.more}</small>
      </h3>
      <Rows
        items={rows.map((row, at) => ({ ...row, at }))}
        keyOf={row => String(row.at)}
        columns={of.headers.map((title, column) => ({
          title,
          ...(widths[title] !== undefined && { width: widths[title] }),
          named: column > 0,
          minor: column === last && of.headers.length > 5,
          show: (row: { cells: string[]; to: string | null }) =>
            column === 0 && row.to ? <Link to={row.to}>{row.cells[column]}</Link> : row.cells[column],
        }))}
      />
      {of.rows.length > fewest && (
        <p className="no-print">
          <button type="button" className="link" aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
            {showsAll ? '收起' : `显示全部 ${of.rows.length} 条`}
          </button>
        </p>
      )}
      {showsAll && of.more > 0 && <p className="quiet">其余 {of.more} 条从略</p>}
    </>
  )
}
