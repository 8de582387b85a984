import type { HeadquartersMember, ResponseView } from '@anlan/contract/response-view.ts'
import { Button } from 'antd'

/** 编组: command and groups with who leads, on paper too; what nobody fills stands out. */
export function HeadquartersPanel({ of }: { of: ResponseView }) {
  return (
    <section className="panel print-chart">
      <h2>
        现场指挥部编组 <small>{of.groups.length} 个工作组</small>
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
        {of.commanders.map(one => (
          <div key={one.postName} className="chart-command">
            <b>现场指挥官 {one.personName ?? '空缺'}</b>
            <div>
              {one.postName} {one.phone}
            </div>
          </div>
        ))}
        <div className="chart-groups">
          {of.groups.map(group => (
            <div key={group.code} className="chart-group">
              <h4>{group.name}</h4>
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
      </div>
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
