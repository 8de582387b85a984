import { Tabs } from 'antd'
import { EventTypes } from './event-types.tsx'
import { ReportingRules } from './reporting-rules.tsx'
import { Responsibilities } from './responsibilities.tsx'
import { Series } from './series.tsx'
import { Thresholds } from './thresholds.tsx'

/** 报送规则: every number the system goes by, with its source and how sure we are of it. */
export function RulesPage() {
  return (
    <>
      <header className="head">
        <h1>报送规则</h1>
        <span className="quiet">确：已与原文核对；较确：通行做法；待核：待县里核实；设计：本系统默认值，不是法规</span>
      </header>
      <section className="panel">
        <Tabs
          tabBarStyle={{ margin: 0, padding: '0 12px' }}
          items={[
            { key: 'rules', label: '报送时限', children: <ReportingRules /> },
            { key: 'thresholds', label: '分级标准', children: <Thresholds /> },
            { key: 'types', label: '事件类型', children: <EventTypes /> },
            { key: 'responsibilities', label: '职责分工', children: <Responsibilities /> },
            { key: 'series', label: '文书编号', children: <Series /> },
          ]}
        />
      </section>
    </>
  )
}
