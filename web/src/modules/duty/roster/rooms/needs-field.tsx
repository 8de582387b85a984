import { type DutyPost, dutyPosts } from '@anlan/contract/duty.ts'
import { InputNumber } from 'antd'

type Needs = Partial<Record<DutyPost, number>>
const posts = Object.keys(dutyPosts) as DutyPost[]

/** How many people each post needs; none is zero. */
export function NeedsField({ value = {}, onChange }: { value?: Needs; onChange?: (needs: Needs) => void }) {
  return (
    <div className="needs">
      {posts.map(post => (
        // biome-ignore lint/a11y/noLabelWithoutControl: the number field stands inside
        <label key={post} className={value[post] ? 'is-needed' : undefined}>
          {dutyPosts[post]}
          <InputNumber
            size="small"
            min={0}
            max={9}
            value={value[post] ?? 0}
            onChange={count => {
              const { [post]: _, ...others } = value
              onChange?.(count ? { ...others, [post]: count } : others)
            }}
          />
        </label>
      ))}
    </div>
  )
}
