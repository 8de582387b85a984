import type { LevelChangePreview } from '@anlan/contract/response-view.ts'
import { useQuery } from '@tanstack/react-query'
import { Loaded } from '../../../ui/states.tsx'
import { levelPreviewQuery } from '../requests.ts'

/** What another level would do, before anybody decides it: 保留, 新增, 撤销 by name. */
export function LevelPreview({ id, level }: { id: string; level: number | undefined }) {
  const preview = useQuery(levelPreviewQuery(id, level))
  if (level === undefined) return null
  return (
    <Loaded of={preview} rows={3}>
      {view => <Outcome of={view} />}
    </Loaded>
  )
}

function Outcome({ of }: { of: LevelChangePreview }) {
  return (
    <div className="level-preview">
      <p>
        <b>
          任务保留 {of.keep.length} 项、新增 {of.add.length} 项、撤销 {of.cancel.length} 项
        </b>
        {of.starters.length > 0 && <span className="quiet">，由{of.starters.join('或')}决定</span>}
      </p>
      <Names
        title="新增"
        names={of.add.map(one => `${one.title}（${one.unitName}${one.defect ? `，${one.defect}` : ''}）`)}
      />
      <Names title="撤销" names={of.cancel.map(one => `${one.number} ${one.title}`)} />
      <Names title="此前已由人撤销，不再下达" names={of.left.map(one => `${one.number} ${one.title}`)} />
      <Names title="新增工作组" names={of.groupsAdded} />
      <Names title="撤销工作组" names={of.groupsDropped} />
      {of.keep.length > 0 && (
        <details>
          <summary>保留的任务</summary>
          <ul>
            {of.keep.map(one => (
              <li key={one.number}>
                {one.number} {one.title}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

const Names = ({ title, names }: { title: string; names: string[] }) =>
  names.length === 0 ? null : (
    <p>
      {title}：{names.join('；')}
    </p>
  )
