import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useSearchParams } from 'react-router'
import { useSession } from '../../app/session.tsx'
import { useNow } from '../../ui/clock/clock.ts'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showInstant } from '../../ui/time.ts'
import { contactsQuery, unitsQuery } from './requests.ts'
import './directory.css'

/** 通讯录打印: one unit and all below it, on A4. */
export function DirectoryPrintPage() {
  const [asked] = useSearchParams()
  const session = useSession()
  const unitId = asked.get('unit') ?? session.unitId
  const units = useQuery(unitsQuery)
  const contacts = useQuery(contactsQuery({ unit: unitId, below: 'true' }))
  const now = useNow()
  const unit = units.data?.items.find(one => one.id === unitId)
  return (
    <section className="panel print-sheet">
      <div className="no-print head">
        <span className="quiet">含本单位及全部下级单位，最多 300 条；更大的范围请在“人员名录”中导出表格。</span>
        <span className="spread" />
        <Button type="primary" onClick={() => window.print()}>
          打印
        </Button>
      </div>
      <h1>{unit?.name ?? ''}应急通讯录</h1>
      <Loaded of={contacts} rows={12}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing what="没有可打印的联系人" />
          ) : (
            <table>
              <thead>
                <tr>
                  <th>单位</th>
                  <th>姓名或名称</th>
                  <th>职务</th>
                  <th>电话</th>
                </tr>
              </thead>
              <tbody>
                {items.map((contact, at) => (
                  <tr key={contact.id}>
                    <td>{items[at - 1]?.unitId === contact.unitId ? '' : contact.unitName}</td>
                    <td>{contact.kind === 'unit' ? '值班室' : contact.name}</td>
                    <td>{contact.posts}</td>
                    <td>{contact.phones.map(phone => `${phone.label} ${phone.number}`).join('　')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
      <p className="quiet">
        打印人：{session.displayName}　打印时间：{showInstant(now)}　内部资料，注意保管
      </p>
    </section>
  )
}
