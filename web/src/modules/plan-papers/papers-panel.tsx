import type { PlanPapers } from '@anlan/contract/plan-papers.ts'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { http } from '../../ui/http.ts'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import './plan-papers.css'

const papersQuery = (planId: string, edition?: string) =>
  queryOptions({
    queryKey: ['plan', planId, 'papers', edition ?? ''],
    queryFn: () => http.get<PlanPapers>(`/plans/${planId}/papers`, { edition }),
  })

/** 一本一图一表 of one edition, drawn and filled in at this moment, to look at, print and carry away. */
export function PapersPanel({ planId, edition }: { planId: string; edition?: string }) {
  const papers = useQuery(papersQuery(planId, edition))
  const file = (name: string, more = '') =>
    `/api/plans/${planId}/papers/${name}?${edition ? `edition=${edition}&` : ''}${more}`
  return (
    <Loaded of={papers}>
      {one => (
        <div className="plan-papers">
          {one.lacking.length > 0 && <p className="defect-serious">不完整，还缺：{one.lacking.join('、')}</p>}
          <p className="plan-paper-files">
            <a href={file('booklet.docx')}>一本：简本</a>
            {one.has.chart && <a href={file('chart.docx')}>一图：流程图</a>}
            <a href={file('table.docx')}>一表：职责和联络表</a>
            <a href={file('table.xlsx')}>一表（表格文件）</a>
            {one.has.chart && <a href={file('cards.docx')}>全部处置卡</a>}
            {one.helpers > 0 && <a href={file('helpers.docx')}>帮扶人清单（{one.helpers} 页）</a>}
          </p>
          <h3>处置流程图</h3>
          {one.chart ? (
            <div className="plan-chart">
              <img alt="处置流程图" src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(one.chart)}`} />
            </div>
          ) : (
            <Nothing what="还没有行动步骤，先在“行动步骤”中添加" />
          )}
          <h3>职责和联络表</h3>
          <Rows
            items={one.table}
            keyOf={row => `${row.bearer ?? ''} ${row.role} ${row.unitName}`}
            columns={[
              { title: '预案职责', show: row => row.role },
              { title: '单位和岗位', show: row => [row.unitName, row.postName].filter(Boolean).join(' ') },
              {
                title: '姓名',
                width: 130,
                show: row => row.holder ?? <span className="defect-serious">{row.defect}</span>,
              },
              { title: '电话', width: 150, show: row => row.phone ?? '' },
              {
                title: '处置卡',
                width: 80,
                show: row =>
                  row.bearer ? <a href={file('cards.docx', `post=${encodeURIComponent(row.bearer)}`)}>打印</a> : '',
              },
            ]}
          />
        </div>
      )}
    </Loaded>
  )
}
