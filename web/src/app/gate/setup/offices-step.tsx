import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Select } from 'antd'
import { useState } from 'react'
import { primary } from '../../../ui/hotkeys.ts'
import { saidOf } from '../../../ui/http.ts'
import { type Office, setupUnitsQuery, useSetOffices } from './requests.ts'

/** Which unit fills which office: proposed by name, confirmed here. Rules speak of offices, so that a merger edits one row. */
export function OfficesStep({ offices, onDone }: { offices: Office[]; onDone: () => void }) {
  const units = useQuery(setupUnitsQuery)
  const save = useSetOffices()
  const [chosen, setChosen] = useState<Record<string, string | null>>(() =>
    Object.fromEntries(offices.map(one => [one.office, one.unitId ?? one.proposedUnitId])),
  )
  const options = (units.data?.items ?? [])
    .filter(unit => !['town', 'village', 'community', 'leadership'].includes(unit.kind))
    .map(unit => ({ value: unit.id, label: unit.name }))
  const shown = (office: Office) => !/^(city|province)/.test(office.office) || office.needed || chosen[office.office]
  const [all, setAll] = useState(false)
  return (
    <div className="setup-form is-wide">
      <h1>职能</h1>
      <p className="quiet">
        哪个单位承担哪项职能，决定事件发生后通知谁、由谁报送。已按名称对好，请核对；没有的可以空着。
      </p>
      {save.error && <Alert type="error" title={saidOf(save.error)} style={{ marginBottom: 12 }} />}
      <div className="setup-offices">
        {offices
          .filter(office => all || shown(office))
          .map(office => (
            <label key={office.office} htmlFor={`office-${office.office}`}>
              <span>
                {office.label}
                {office.needed && <small>必需</small>}
              </span>
              <Select
                id={`office-${office.office}`}
                showSearch={{ optionFilterProp: 'label' }}
                allowClear={!office.needed}
                value={chosen[office.office] ?? undefined}
                onChange={value => setChosen({ ...chosen, [office.office]: value ?? null })}
                placeholder="未设"
                options={options}
                loading={units.isPending}
              />
            </label>
          ))}
      </div>
      <p className="setup-acts">
        <Button type="link" onClick={() => setAll(!all)}>
          {all ? '只看县级' : '也设置市、省对口部门'}
        </Button>
        <span className="spread" />
        <Button
          {...primary}
          loading={save.isPending}
          onClick={() =>
            save.mutate(
              { offices: offices.map(one => ({ office: one.office, unitId: chosen[one.office] ?? null })) },
              { onSuccess: onDone },
            )
          }
        >
          确认，下一步
        </Button>
      </p>
    </div>
  )
}
