import { type PostView, type UnitView, unitKinds } from '@anlan/contract/directory.ts'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { Permitted } from '../../app/session.tsx'
import { Rows } from '../../ui/rows.tsx'
import type { Output } from '../../ui/shape.ts'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { ContactRows } from './contact-rows.tsx'
import { MergeDrawer, TenuresDrawer } from './history-drawers.tsx'
import { contactsQuery, postsQuery } from './requests.ts'
import { HoldersDrawer, UnitDrawer } from './unit-drawers.tsx'

type Post = Output<typeof PostView>
type Opened =
  | { what: 'unit' }
  | { what: 'merge' }
  | { what: 'holders'; post: Post }
  | { what: 'tenures'; post: Post }
  | null

/** One unit: its duty phone, its posts with holder and deputies in order, its people. */
export function UnitPanel({ unit }: { unit: UnitView }) {
  const posts = useQuery(postsQuery(unit.id))
  const contacts = useQuery(contactsQuery({ unit: unit.id }))
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
          <Button onClick={() => setOpened({ what: 'merge' })}>合并</Button>
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
                    width: 150,
                    show: post => (
                      <>
                        <Button size="small" onClick={() => setOpened({ what: 'tenures', post })}>
                          历任
                        </Button>{' '}
                        <Permitted to="directory.edit">
                          <Button size="small" onClick={() => setOpened({ what: 'holders', post })}>
                            调整
                          </Button>
                        </Permitted>
                      </>
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
          联系方式 <span className="spread" />
          <Link to="/registers/persons">人员名录</Link>
        </h2>
        <Loaded of={contacts} rows={3}>
          {({ items }) =>
            items.length === 0 ? <Nothing what="该单位还没有登记人员" /> : <ContactRows contacts={items} />
          }
        </Loaded>
      </section>
      {opened?.what === 'holders' && <HoldersDrawer post={opened.post} onClose={close} />}
      {opened?.what === 'tenures' && <TenuresDrawer post={opened.post} onClose={close} />}
      <MergeDrawer open={opened?.what === 'merge'} unit={unit} onClose={close} />
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
