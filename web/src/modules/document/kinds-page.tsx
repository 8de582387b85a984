import type { PaperKindList, PaperKindView } from '@anlan/contract/paper.ts'
import { type Role, roles } from '@anlan/contract/permissions.ts'
import { useQuery } from '@tanstack/react-query'
import { Form, Input, Select, Switch } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { usePermits } from '../../app/session.tsx'
import { SourceLegend, SourceMark } from '../../fields/source-mark.tsx'
import { ChangeList } from '../../ui/change-list.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded } from '../../ui/states.tsx'
import { kindHistoryQuery, kindsQuery, useEditKind } from './requests.ts'
import './document.css'

/** 公文种类: how each is numbered, reviewed, signed and to whom it goes; the bureau changes them. */
export function KindsPage() {
  const kinds = useQuery(kindsQuery)
  const mayDefine = usePermits()('paper.define')
  const [edited, setEdited] = useState<PaperKindView | null>(null)
  return (
    <>
      <header className="head">
        <h1>公文种类</h1>
        <SourceLegend />
        <span className="spread" />
        <Link to="/rules">文书编号</Link>
        <Link to="/papers">返回公文</Link>
      </header>
      <section className="panel">
        <Loaded of={kinds} rows={6}>
          {({ items }) => (
            <Rows
              items={items}
              keyOf={kind => kind.code}
              onOpen={mayDefine ? setEdited : undefined}
              columns={[
                { title: '种类', width: 120, show: kind => <b>{kind.name}</b> },
                { title: '用途', show: kind => kind.purpose },
                { title: '文号', width: 170, show: kind => kind.pattern ?? '以日期标示' },
                { title: '各节', show: kind => kind.sections.filter(Boolean).join('、') },
                { title: '审核', width: 90, show: kind => (kind.needsReview ? '先审核' : '直接签发') },
                { title: '签发人', width: 160, show: kind => kind.signers.map(role => roles[role]).join('、') },
                {
                  title: '默认分发',
                  show: kind =>
                    kind.recipients.map(one => `${one.copy ? '抄送' : ''}${one.name}`).join('、') || '逐件选择',
                },
                { title: '依据', width: 80, show: kind => <SourceMark confidence={kind.source.confidence} /> },
              ]}
            />
          )}
        </Loaded>
      </section>
      {edited && (
        <KindDrawer
          key={edited.code}
          kind={edited}
          choices={kinds.data?.recipientChoices ?? []}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  )
}

interface KindForm {
  sections: string[]
  needsReview: boolean
  signers: Role[]
  main: string[]
  copies: string[]
  enabled: boolean
  reason: string
}

interface KindDrawerProps {
  kind: PaperKindView
  choices: PaperKindList['recipientChoices']
  onClose: () => void
}

function KindDrawer({ kind, choices, onClose }: KindDrawerProps) {
  const history = useQuery(kindHistoryQuery(kind.code))
  const codes = (copy: boolean) => kind.recipients.filter(one => one.copy === copy).map(one => one.code)
  const options = choices.map(({ code, name }) => ({ value: code, label: name }))
  const edit = useEditKind(kind.code)
  return (
    <ActionDrawer<KindForm>
      open
      title={`公文种类：${kind.name}`}
      act="保存"
      initial={{
        sections: kind.sections.filter(Boolean),
        needsReview: kind.needsReview,
        signers: kind.signers,
        main: codes(false),
        copies: codes(true),
        enabled: kind.enabled,
      }}
      consequence="已在办理的公文从下一步起按新的规定办理。"
      onAct={({ main, copies, ...values }) =>
        edit.mutateAsync({
          ...values,
          recipients: [
            ...main.map(code => ({ code, copy: false })),
            ...copies.filter(code => !main.includes(code)).map(code => ({ code, copy: true })),
          ],
        })
      }
      onClose={onClose}
    >
      <Form.Item name="sections" label="默认各节">
        <Select mode="tags" tokenSeparators={['、', '，', ',']} placeholder="输入小标题后回车" />
      </Form.Item>
      <Form.Item name="signers" label="签发人" rules={[{ required: true, message: '请选择签发人岗位' }]}>
        <Select
          mode="multiple"
          options={(['duty_leader', 'bureau_officer', 'department_officer', 'township_leader'] as const).map(role => ({
            value: role,
            label: roles[role],
          }))}
        />
      </Form.Item>
      <Form.Item name="main" label="默认主送" extra="拟稿时自动填入，拟稿人可以逐件增减；留空则逐件选择">
        <Select mode="multiple" options={options} showSearch={{ optionFilterProp: 'label' }} />
      </Form.Item>
      <Form.Item name="copies" label="默认抄送">
        <Select mode="multiple" options={options} showSearch={{ optionFilterProp: 'label' }} />
      </Form.Item>
      <Form.Item name="needsReview" label="县值班室、应急局发文先审核再签发" valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item name="enabled" label="启用" valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item name="reason" label="变更依据" rules={[{ required: true, message: '请填写变更依据' }]}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={300} />
      </Form.Item>
      <section aria-label="沿革">
        <h3 style={{ fontSize: 14, margin: '16px 0 8px' }}>沿革</h3>
        <Loaded of={history} rows={2}>
          {({ items }) => <ChangeList items={items} origin={`初始：${kind.source.name}`} />}
        </Loaded>
      </section>
    </ActionDrawer>
  )
}
