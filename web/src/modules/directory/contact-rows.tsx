import { Form, Input, Select } from 'antd'
import { useState } from 'react'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Rows } from '../../ui/rows.tsx'
import { type Contact, useReportDeadNumber } from './requests.ts'

interface Dialled {
  contact: Contact
  number: string
}

/** Entries of the contact book; a number that turned out dead is reported on the spot. */
export function ContactRows({ contacts }: { contacts: Contact[] }) {
  const [dialled, setDialled] = useState<Dialled | null>(null)
  return (
    <>
      <Rows
        items={contacts}
        keyOf={contact => contact.id}
        columns={[
          { title: '姓名或名称', width: 180, show: contact => <b>{contact.name}</b> },
          { title: '职务', width: 220, show: contact => contact.posts ?? '' },
          { title: '单位', show: contact => (contact.unitName === contact.name ? '' : contact.unitName) },
          {
            title: '电话',
            width: 320,
            show: contact => (
              <span className="holders">
                {contact.phones.map(({ label, number, dead }) => (
                  <span key={label + number}>
                    <small className="quiet">{label} </small>
                    {number.includes('*') ? number : <a href={`tel:${number}`}>{number}</a>}{' '}
                    {dead ? (
                      <span className="word-tag">已报失效</span>
                    ) : (
                      !number.includes('*') && (
                        <button type="button" className="text-button" onClick={() => setDialled({ contact, number })}>
                          打不通
                        </button>
                      )
                    )}
                  </span>
                ))}
              </span>
            ),
          },
        ]}
      />
      {dialled && <DeadNumberDrawer {...dialled} onClose={() => setDialled(null)} />}
    </>
  )
}

interface ReportValues {
  problem: '空号' | '错号' | '停机' | '长期无人接听'
  note?: string
}

function DeadNumberDrawer({ contact, number, onClose }: Dialled & { onClose: () => void }) {
  const report = useReportDeadNumber()
  return (
    <ActionDrawer<ReportValues>
      open
      title={`${contact.name} ${number}`}
      act="报告号码失效"
      initial={{ problem: '空号' }}
      consequence={`${contact.unitName}将收到更正联系电话的时限事项，更正后自动办结。`}
      onAct={(values, id) => report.mutateAsync({ ...values, subjectId: contact.id, number, id })}
      onClose={onClose}
    >
      <Form.Item name="problem" label="问题" rules={[{ required: true, message: '请选择问题' }]}>
        <Select options={['空号', '错号', '停机', '长期无人接听'].map(value => ({ value, label: value }))} />
      </Form.Item>
      <Form.Item name="note" label="说明">
        <Input maxLength={200} />
      </Form.Item>
    </ActionDrawer>
  )
}
