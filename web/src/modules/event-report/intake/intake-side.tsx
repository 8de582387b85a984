import type { IntakeAdvice } from '@anlan/contract/emergency-event.ts'
import { Button, Checkbox } from 'antd'
import { Link } from 'react-router'
import { LevelTag } from '../../../fields/level-tag.tsx'
import { PlaceMap } from '../../../fields/place-map.tsx'
import { PlacePicker } from '../../../fields/place-picker.tsx'
import { IntakeSteps } from '../../desk/procedure/intake-steps.tsx'
import type { IntakeValues } from './intake-values.ts'

interface IntakeSideProps {
  advice: IntakeAdvice | undefined
  values: IntakeValues
  asked: string[]
  onAsked: (asked: string[]) => void
  take: (part: IntakeValues) => void
}

/** While the caller speaks: what to ask, whether we know of it already, who is calling, where it is. */
export function IntakeSide({ advice, values, asked, onAsked, take }: IntakeSideProps) {
  return (
    <>
      {advice && advice.duplicates.length > 0 && (
        <section className="panel duplicates">
          <h2>可能是同一事件</h2>
          <ul className="checklist">
            {advice.duplicates.map(duplicate => (
              <li key={duplicate.eventId}>
                <b>{duplicate.title}</b>
                <span className="figure">
                  {duplicate.distanceKm !== null && `相距 ${duplicate.distanceKm.toFixed(1)} 公里 · `}
                  {duplicate.minutesApart} 分之内
                </span>
                <span className="quiet">{duplicate.why}</span>
                <span className="spread" />
                <Link to={`/events/${duplicate.eventId}`}>转到该事件补充</Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      {advice?.caller && (
        <section className="panel caller">
          <div>
            来电号码属于 <b>{advice.caller.unitName}</b> {advice.caller.personName}
          </div>
          {values.reporterUnitId !== advice.caller.unitId && (
            <Button size="small" onClick={() => take(callerPart(advice, values))}>
              采用
            </Button>
          )}
        </section>
      )}
      <section className="panel">
        <h2>
          接下来问 <small>问到即打勾</small>
        </h2>
        <div className="questions">
          {(advice?.questions ?? []).map(question => (
            <Checkbox
              key={question.text}
              checked={asked.includes(question.text)}
              onChange={({ target }) =>
                onAsked(target.checked ? [...asked, question.text] : asked.filter(text => text !== question.text))
              }
            >
              {question.text}
            </Checkbox>
          ))}
          {!advice && <span className="quiet">填写类型或记下来电内容后，这里会列出还应问清的事项</span>}
        </div>
      </section>
      <IntakeSteps type={values.eventTypeCode} />
      {advice?.proposedLevel && (
        <section className="panel proposed">
          <LevelTag level={null} proposed={advice.proposedLevel} />
          {advice.proposedBecause.slice(0, 2).map(row => (
            <span key={`${row.scheme}${row.indicatorName}${row.level}`} className="quiet">
              {row.indicatorName} {row.value}，达到“{row.band}”（{row.sourceName} {row.sourceArticle}）
            </span>
          ))}
        </section>
      )}
      <section className="panel map-panel">
        <h2>
          位置{' '}
          <small>
            {values.location ? `${values.location.lng.toFixed(4)}，${values.location.lat.toFixed(4)}` : '点图可定位'}
          </small>
          <span className="spread" />
          <PlacePicker position={values.location} areaCode={values.areaCode} onPick={location => take({ location })} />
          {values.location && (
            <Button type="link" size="small" onClick={() => take({ location: null })}>
              清除
            </Button>
          )}
        </h2>
        <PlaceMap areaCode={values.areaCode} position={values.location} onPick={location => take({ location })} />
      </section>
    </>
  )
}

/** What the directory knows of the number; the place only where none was said. */
export const callerPart = (advice: IntakeAdvice, values: IntakeValues): IntakeValues => {
  const { caller } = advice
  if (!caller) return {}
  return {
    reporterUnitId: caller.unitId,
    reporterName: values.reporterName?.trim() || caller.personName || undefined,
    areaCode: values.areaCode || caller.areaCode || undefined,
  }
}
