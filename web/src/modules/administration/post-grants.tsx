import { type Role, roles } from '@anlan/contract/permissions.ts'
import { useQuery } from '@tanstack/react-query'
import { App, Select } from 'antd'
import { useState } from 'react'
import { UnitSelect } from '../../fields/unit-select.tsx'
import { saidOf } from '../../ui/http.ts'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { postGrantsQuery, useSetPostGrants } from './requests.ts'

const separate: string[] = ['system_admin', 'security_admin', 'auditor']
const options = Object.entries(roles)
  .filter(([role]) => !separate.includes(role))
  .map(([value, label]) => ({ value, label }))

/** 岗位授权: roles that go with a post. Whoever comes to the post has them, whoever leaves it has not. */
export function PostGrants() {
  const [unit, setUnit] = useState<string>()
  return (
    <section className="panel">
      <div className="filters">
        <div style={{ width: 280 }}>
          <UnitSelect aria-label="单位" placeholder="选择单位，查看其岗位" value={unit} onChange={setUnit} />
        </div>
        <span className="quiet">角色跟着岗位走：任职人和代理人的账号自动取得，离任即失效。账号须对应到人员。</span>
      </div>
      {unit ? <Posts unit={unit} /> : <Nothing what="选择一个单位，为它的岗位设定角色。人员变动后不必再改账号" />}
    </section>
  )
}

function Posts({ unit }: { unit: string }) {
  const posts = useQuery(postGrantsQuery(unit))
  const set = useSetPostGrants()
  const { message } = App.useApp()
  return (
    <Loaded of={posts}>
      {({ items }) =>
        items.length === 0 ? (
          <Nothing what="该单位还没有登记岗位，请由值班室在通讯录中登记" />
        ) : (
          <Rows
            items={items}
            keyOf={post => post.postId}
            columns={[
              { title: '岗位', width: 200, show: post => post.postName },
              { title: '任职人、代理人', width: 220, show: post => post.holders ?? '空缺' },
              { title: '账号', width: 160, show: post => post.accounts.join('、') || '没有对应账号' },
              {
                title: '随岗位的角色',
                show: post => (
                  <Select<Role[]>
                    mode="multiple"
                    aria-label={`${post.postName}的角色`}
                    style={{ width: '100%', minWidth: 160 }}
                    value={post.roles}
                    options={options}
                    placeholder="无"
                    loading={set.isPending && set.variables.postId === post.postId}
                    onChange={chosen =>
                      set.mutate(
                        { postId: post.postId, roles: chosen },
                        {
                          onSuccess: () => void message.success(`${post.postName}的授权已生效`),
                          onError: error => void message.error(saidOf(error)),
                        },
                      )
                    }
                  />
                ),
              },
            ]}
          />
        )
      }
    </Loaded>
  )
}
