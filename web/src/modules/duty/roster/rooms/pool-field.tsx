import { type DutyPost, dutyPosts } from '@anlan/contract/duty.ts'
import type { RoomView } from '@anlan/contract/roster.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Select } from 'antd'
import { useState } from 'react'
import { PersonSelect } from '../../../../fields/person-select.tsx'
import { Rows } from '../../../../ui/rows.tsx'
import { personsQuery } from '../../../directory/requests.ts'

type Member = RoomView['pool'][number]
const postOptions = Object.entries(dutyPosts).map(([value, label]) => ({ value: value as DutyPost, label }))
const marks = { trained: '培训合格', nightExempt: '免夜班', isNew: '新进', isGuard: '保安' } as const
const usual = { from: null, to: null, trained: true, isGuard: false, nightExempt: false, isNew: false }

interface PoolFieldProps {
  value?: Member[]
  onChange?: (pool: Member[]) => void
  unitId: string
  /** The posts that somebody without others is given at first. */
  posts: DutyPost[]
}

/** 值班人员库: the unit's people in one go, others one by one; the posts each may hold and marks that the rules look at. */
export function PoolField({ value = [], onChange, unitId, posts }: PoolFieldProps) {
  const persons = useQuery(personsQuery({ unit: unitId }))
  const [other, setOther] = useState<string>()
  const all = useQuery(personsQuery({}))
  const missing = (persons.data?.items ?? []).filter(one => value.every(member => member.personId !== one.id))
  const staff = posts.filter(post => post !== 'shiftLeader')
  const change = (member: Member, to: Partial<Member>) =>
    onChange?.(value.map(one => (one === member ? { ...one, ...to } : one)))
  const add = (people: { id: string; name: string; mobile: string | null }[]) =>
    onChange?.([
      ...value,
      ...people.map(one => ({
        ...usual,
        personId: one.id,
        personName: one.name,
        mobile: one.mobile,
        posts: staff.length ? staff : posts,
      })),
    ])
  const found = [...(persons.data?.items ?? []), ...(all.data?.items ?? [])].find(one => one.id === other)
  return (
    <div className="pool">
      <div className="pool-adding">
        <Button disabled={missing.length === 0} onClick={() => add(missing)}>
          加入本单位其余 {missing.length} 人
        </Button>
        <div className="pool-other">
          <PersonSelect value={other} onChange={setOther} />
        </div>
        <Button
          disabled={!found || value.some(one => one.personId === other)}
          onClick={() => {
            if (found) add([found])
            setOther(undefined)
          }}
        >
          加入此人
        </Button>
      </div>
      <Rows
        items={value}
        keyOf={one => one.personId}
        columns={[
          { title: '姓名', show: one => <b>{one.personName}</b> },
          { title: '电话', width: 130, show: one => one.mobile ?? '' },
          {
            title: '可任岗位',
            width: 300,
            show: one => (
              <Select
                mode="multiple"
                aria-label={`${one.personName}可任岗位`}
                style={{ width: '100%' }}
                value={one.posts}
                options={postOptions}
                onChange={chosen => change(one, { posts: chosen })}
              />
            ),
          },
          ...Object.entries(marks).map(([mark, title]) => ({
            title,
            width: 76,
            show: (one: Member) => (
              <Checkbox
                aria-label={`${one.personName}${title}`}
                checked={one[mark as keyof typeof marks]}
                onChange={event => change(one, { [mark]: event.target.checked })}
              />
            ),
          })),
          {
            title: '移出',
            width: 70,
            show: one => (
              <Button type="link" danger onClick={() => onChange?.(value.filter(other => other !== one))}>
                移出
              </Button>
            ),
          },
        ]}
      />
    </div>
  )
}
