import { type PostView, type UnitView, unitKinds } from '@anlan/contract/directory.ts'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Permitted } from '../../app/session.tsx'
import { Rows } from '../../ui/rows.tsx'
import type { Output } from '../../ui/shape.ts'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { personsQuery, postsQuery } from './requests.ts'
import { HoldersDrawer, PersonDrawer, UnitDrawer } from './unit-drawers.tsx'

type Post = Output<typeof PostView>
type Opened = { what: 'unit' } | { what: 'person' } | { what: 'holders'; post: Post } | null

/** One unit: its duty phone, its posts with holder and deputies in order, its people. */
export function UnitPanel({ unit }: { unit: UnitView }) {
  const posts = useQuery(postsQuery(unit.id))
  const persons = useQuery(personsQuery({ unit: unit.id }))
  const [opened, setOpened] = useState<Opened>(null)
  const close = () => setOpened(null)
  return (
    <>
      <section className="panel unit-head">
        <div>
          <h2>{unit.name}</h2>
          <span className="quiet">{unitKinds[unit.kind]}</span>
          {!unit.enabled && <span className="word-tag">已停用</span>}
        </div>
        {unit.dutyPhone ? (
          <a className="big-phone" href={`tel:${unit.dutyPhone}`}>
            {unit.dutyPhone}
          </a>
        ) : (
          <span className="quiet">未登记值班电话</span>
        )}
        <Permitted to="directory.edit">
          <Button onClick={() => setOpened({ what: 'unit' })}>修改</Button>
        </Permitted>
      </section>
      <section className="panel">
        <h2>岗位</h2>
        <Loaded of={posts} rows={3}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing what="该单位还没有设置岗位" />
            ) : (
              <Rows
                items={items}
                keyOf={post => post.id}
                columns={[
                  { title: '岗位', width: 200, show: post => post.name },
                  { title: '任职人和代理人', show: post => <Holders post={post} /> },
                  {
                    title: '办理',
                    width: 96,
                    show: post => (
                      <Permitted to="directory.edit">
                        <Button size="small" onClick={() => setOpened({ what: 'holders', post })}>
                          调整
                        </Button>
                      </Permitted>
                    ),
                  },
                ]}
              />
            )
          }
        </Loaded>
      </section>
      <section className="panel">
        <h2>
          人员 <span className="spread" />
          <Permitted to="directory.edit">
            <Button type="link" size="small" onClick={() => setOpened({ what: 'person' })}>
              新增人员
            </Button>
          </Permitted>
        </h2>
        <Loaded of={persons} rows={3}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing what="该单位还没有登记人员" />
            ) : (
              <Rows
                items={items}
                keyOf={person => person.id}
                columns={[
                  { title: '姓名', width: 200, show: person => person.name },
                  {
                    title: '手机',
                    show: person => (person.mobile ? <a href={`tel:${person.mobile}`}>{person.mobile}</a> : ''),
                  },
                ]}
              />
            )
          }
        </Loaded>
      </section>
      {opened?.what === 'holders' && <HoldersDrawer post={opened.post} onClose={close} />}
      <PersonDrawer open={opened?.what === 'person'} unitId={unit.id} onClose={close} />
      <UnitDrawer open={opened?.what === 'unit'} unit={unit} parentId={unit.parentId} onClose={close} />
    </>
  )
}

function Holders({ post }: { post: Post }) {
  if (post.holders.length === 0) return <b>空缺</b>
  return (
    <span className="holders">
      {[...post.holders]
        .sort((a, b) => a.order - b.order)
        .map((holder, index) => (
          <span key={holder.personId}>
            {index > 0 && <small className="quiet">代理 </small>}
            {holder.name} {holder.mobile && <a href={`tel:${holder.mobile}`}>{holder.mobile}</a>}
          </span>
        ))}
    </span>
  )
}
