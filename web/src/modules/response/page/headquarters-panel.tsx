import type { HeadquartersMember, ResponseView } from '@anlan/contract/response-view.ts'
import { Button } from 'antd'
import { StructureChart } from './structure-chart.tsx'

/** 编组: command and groups with who leads, on paper too; what nobody fills stands out. */
export function HeadquartersPanel({ of }: { of: ResponseView }) {
  return (
    <section className="panel print-chart">
      <h2>
        现场指挥部编组 <small>{of.groups.filter(group => !group.stoodDownAt).length} 个工作组</small>
        <span className="spread" />
        <Button size="small" className="no-print" onClick={() => window.print()}>
          打印编组图
        </Button>
      </h2>
      {of.defects.length > 0 && (
        <ul className="defect-list">
          {of.defects.map(one => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
      <div className="chart">
        <StructureChart of={of} />
      </div>
      <details className="padded no-print">
        <summary>成员和电话</summary>
        <div className="chart-groups">
          {of.groups.map(group => (
            <div key={group.code} className="chart-group">
              <h4>
                {group.name}
                {group.stoodDownAt && <small> 已撤销</small>}
              </h4>
              <div className="quiet">{group.duties}</div>
              <ul>
                {group.members.map(member => (
                  <li key={`${member.unitName}${member.postName}`}>
                    <Member of={member} />
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      </details>
    </section>
  )
}

const Member = ({ of: one }: { of: HeadquartersMember }) => (
  <>
    {one.role === 'lead' && <b>牵头 </b>}
    {one.unitName || '未明确'} {one.personName ?? ''} {one.phone ?? ''}
    {one.defect && <span className="vacant"> {one.defect}</span>}
  </>
)
