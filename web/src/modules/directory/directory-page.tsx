import type { UnitView } from '@anlan/contract/directory.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Tree, type TreeDataNode } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { Permitted, useSession } from '../../app/session.tsx'
import { usePaused } from '../../ui/pause.ts'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { ContactRows } from './contact-rows.tsx'
import { contactsQuery, unitsQuery } from './requests.ts'
import { UnitDrawer } from './unit-drawers.tsx'
import { UnitPanel } from './unit-panel.tsx'
import './directory.css'

/** 通讯录: the tree of units, and for each its posts, who holds them now, and the phones. */
export function DirectoryPage() {
  const units = useQuery(unitsQuery)
  const session = useSession()
  const [asked, setAsked] = useSearchParams()
  const [text, setText] = useState('')
  const [isAdding, setAdding] = useState(false)
  const sought = usePaused(text.trim(), 250)
  const unitId = asked.get('unit') ?? session.unitId
  return (
    <>
      <header className="head">
        <h1>通讯录</h1>
        <Input.Search
          placeholder="姓名、职务、单位、号码或拼音首字母"
          allowClear
          value={text}
          onChange={({ target }) => setText(target.value)}
          style={{ width: 320 }}
        />
        <span className="spread" />
        <Link to={`/directory/print?unit=${unitId}`}>打印通讯录</Link>
        <Link to="/directory/care">缺项与核查</Link>
        <Permitted to="directory.edit">
          <Button onClick={() => setAdding(true)}>新增单位</Button>
        </Permitted>
      </header>
      <Loaded of={units} rows={10}>
        {({ items }) => {
          const chosen = items.find(unit => unit.id === unitId)
          return (
            <div className="directory">
              <section className="panel unit-tree">
                <UnitTree units={items} sought={sought} chosen={unitId} onChoose={unit => setAsked({ unit })} />
              </section>
              <div className="directory-right">
                {sought ? (
                  <FoundContacts text={sought} />
                ) : chosen ? (
                  <UnitPanel key={chosen.id} unit={chosen} />
                ) : (
                  <Nothing what="在左侧选择单位" />
                )}
              </div>
              <UnitDrawer open={isAdding} parentId={unitId} onClose={() => setAdding(false)} />
            </div>
          )
        }}
      </Loaded>
    </>
  )
}

interface UnitTreeProps {
  units: UnitView[]
  sought: string
  chosen: string
  onChoose: (unitId: string) => void
}

function UnitTree({ units, sought, chosen, onChoose }: UnitTreeProps) {
  const ids = new Set(units.map(unit => unit.id))
  const children = groupByParent(units)
  const nodesUnder = (parentId: string | null): TreeDataNode[] =>
    (children.get(parentId) ?? [])
      .sort((a, b) => a.sort - b.sort)
      .map(unit => ({ key: unit.id, title: unit.name, children: nodesUnder(unit.id) }))

  if (sought) {
    const found = units.filter(unit => unit.name.includes(sought) || unit.shortName.includes(sought))
    if (found.length === 0) return <Nothing what="没有名称相符的单位" />
    return (
      <Tree
        blockNode
        selectedKeys={[chosen]}
        treeData={found.map(unit => ({ key: unit.id, title: unit.name }))}
        onSelect={keys => keys[0] && onChoose(String(keys[0]))}
      />
    )
  }
  // A township sees its own subtree: the top of what it sees has a parent it does not see.
  const roots = units.filter(unit => unit.parentId === null || !ids.has(unit.parentId))
  const treeData = roots
    .sort((a, b) => a.sort - b.sort)
    .map(unit => ({ key: unit.id, title: unit.name, children: nodesUnder(unit.id) }))
  return (
    <Tree
      blockNode
      defaultExpandedKeys={[...roots.map(unit => unit.id), chosen]}
      selectedKeys={[chosen]}
      treeData={treeData}
      onSelect={keys => keys[0] && onChoose(String(keys[0]))}
    />
  )
}

const groupByParent = (units: UnitView[]) => {
  const groups = new Map<string | null, UnitView[]>()
  for (const unit of units) groups.set(unit.parentId, [...(groups.get(unit.parentId) ?? []), unit])
  return groups
}

function FoundContacts({ text }: { text: string }) {
  const contacts = useQuery(contactsQuery({ text }))
  return (
    <section className="panel">
      <h2>联系人</h2>
      <Loaded of={contacts}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing what="没有姓名、职务、单位或号码相符的联系人" />
          ) : (
            <ContactRows contacts={items} />
          )
        }
      </Loaded>
    </section>
  )
}
