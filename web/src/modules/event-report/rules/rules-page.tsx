import { Tabs } from 'antd'
import { SourceLegend } from '../../../fields/source-mark.tsx'
import { ParticularFields } from '../particulars/field-rows.tsx'
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
        <SourceLegend />
      </header>
      <section className="panel">
        <Tabs
          tabBarStyle={{ margin: 0, padding: '0 12px' }}
          items={[
            { key: 'rules', label: '报送时限', children: <ReportingRules /> },
            { key: 'thresholds', label: '分级标准', children: <Thresholds /> },
            { key: 'types', label: '事件类型', children: <EventTypes /> },
            { key: 'particulars', label: '事件要素', children: <ParticularFields /> },
            { key: 'responsibilities', label: '职责分工', children: <Responsibilities /> },
            { key: 'series', label: '文书编号', children: <Series /> },
          ]}
        />
      </section>
    </>
  )
}
