import { type ApplicationView, applicationStates } from '@anlan/contract/team-registration.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, InputNumber, Radio, Select } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useMinute } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { DayField } from '../../ui/form/instant-field.tsx'
import { KeysetList } from '../../ui/keyset.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Nothing } from '../../ui/states.tsx'
import { dayOf, shiftDay, showTime } from '../../ui/time.ts'
import { ledgerQuery } from '../register/requests.ts'
import { teamsQuery, useApplications, useApply, useReview } from './requests.ts'

/** 社会应急力量登记: applied for by the organisation, reviewed by the county, valid for a time. */
export function Applications() {
  const applications = useApplications()
  const [isOpen, setOpen] = useState(false)
  const [reviewed, setReviewed] = useState<ApplicationView | null>(null)
  const now = useMinute()
  const go = useNavigate()
  return (
    <>
      <div className="filters">
        <span className="quiet">由社会组织申请或应急局代录，县级审核；审核人与申请人不能是同一人</span>
        <span className="spread" />
        <Button type="primary" onClick={() => setOpen(true)}>
          申请登记
        </Button>
      </div>
      <KeysetList
        of={applications}
        empty={<Nothing what="还没有登记申请。点“申请登记”，填写队伍名称、负责人、人数和保险" />}
      >
        {items => (
          <Rows
            items={items}
            keyOf={one => one.id}
            onOpen={one => (one.mayReview ? setReviewed(one) : one.teamId && void go(`/teams/${one.teamId}`))}
            toneOf={one => (one.state === 'submitted' ? 'waiting' : undefined)}
            columns={[
              { title: '队伍', show: one => `${one.name}${one.renewal ? '（续期）' : ''}` },
              { title: '负责人', width: 90, minor: true, show: one => one.leader },
              { title: '人数', width: 60, numeric: true, show: one => one.headcount },
              { title: '能力', minor: true, show: one => one.capabilityLabels.join('、') },
              { title: '申请', width: 180, show: one => `${showTime(one.appliedAt, now)} ${one.appliedBy}` },
              {
                title: '证书',
                width: 190,
                show: one => one.certificateNo && `${one.certificateNo} 至 ${one.validUntil ?? ''}`,
              },
              {
                title: '状态',
                width: 80,
                show: one => <span title={one.opinion}>{applicationStates[one.state]}</span>,
              },
              {
                title: '',
                width: 70,
                show: one =>
                  one.mayReview && (
                    <Button size="small" onClick={() => setReviewed(one)}>
                      审核
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </KeysetList>
      {isOpen && <ApplyDrawer onClose={() => setOpen(false)} />}
      {reviewed && <ReviewDrawer of={reviewed} onClose={() => setReviewed(null)} />}
    </>
  )
}

interface Applied {
  teamId?: string
  name: string
  creditCode: string
  leader: string
  phone: string
  headcount: number
  capabilities: string[]
  insuredUntil: string
  statement?: string
}

function ApplyDrawer({ onClose }: { onClose: () => void }) {
  const apply = useApply()
  const teams = useQuery(teamsQuery)
  const ledger = useQuery(ledgerQuery('rescue-teams'))
  const capabilities = ledger.data?.fields.find(field => field.name === 'capabilities')?.options ?? []
  const social = (teams.data?.items ?? []).filter(team => team.kind.code === 'social')
  return (
    <ActionDrawer<Applied>
      open
      title="社会应急力量登记"
      act="提交申请"
      initial={{ insuredUntil: shiftDay(dayOf(new Date()), 365) }}
      consequence="提交后由县应急管理局审核；通过后发给登记证书，队伍进入可调用范围。"
      onAct={({ teamId, statement, ...values }, id) =>
        apply.mutateAsync({ ...values, id, teamId: teamId ?? null, statement: statement ?? '' })
      }
      onClose={onClose}
    >
      {form => (
        <>
          <Form.Item name="teamId" label="续期的队伍（首次登记不选）">
            <Select
              allowClear
              options={social.map(team => ({ value: team.id, label: team.name }))}
              onChange={(id: string | undefined) => {
                const team = social.find(one => one.id === id)
                if (team)
                  form.setFieldsValue({
                    name: team.name,
                    leader: team.leader ?? '',
                    phone: team.phone ?? '',
                    headcount: team.strength.nominal ?? 1,
                    capabilities: team.capabilities.map(one => one.code),
                  })
              }}
            />
          </Form.Item>
          <Form.Item name="name" label="队伍名称" required>
            <Input />
          </Form.Item>
          <Form.Item name="creditCode" label="统一社会信用代码" required>
            <Input maxLength={18} />
          </Form.Item>
          <Form.Item name="leader" label="负责人" required>
            <Input />
          </Form.Item>
          <Form.Item name="phone" label="24 小时电话" required>
            <Input inputMode="tel" />
          </Form.Item>
          <Form.Item name="headcount" label="队员人数" required>
            <InputNumber min={1} max={9999} suffix="人" />
          </Form.Item>
          <Form.Item name="capabilities" label="救援能力" required>
            <Select
              mode="multiple"
              optionFilterProp="label"
              options={capabilities.filter(one => one.enabled).map(one => ({ value: one.code, label: one.label }))}
            />
          </Form.Item>
          <Form.Item name="insuredUntil" label="人身意外保险有效期至" required>
            <DayField />
          </Form.Item>
          <Form.Item name="statement" label="装备和救援经历">
            <Input.TextArea rows={3} />
          </Form.Item>
        </>
      )}
    </ActionDrawer>
  )
}

function ReviewDrawer({ of, onClose }: { of: ApplicationView; onClose: () => void }) {
  const review = useReview(of.id)
  return (
    <ActionDrawer<{ approve: boolean; opinion: string; level?: number; validUntil?: string }>
      open
      title={`审核：${of.name}`}
      act="提交审核结论"
      initial={{ approve: true, level: 2, validUntil: shiftDay(dayOf(new Date()), 3 * 365) }}
      onAct={({ approve, opinion, level, validUntil }) =>
        review.mutateAsync({
          version: of.version,
          approve,
          opinion: opinion ?? '',
          level: approve ? (level ?? null) : null,
          validUntil: approve ? (validUntil ?? null) : null,
        })
      }
      onClose={onClose}
    >
      <dl className="team-facts">
        <dt>信用代码</dt>
        <dd>{of.creditCode}</dd>
        <dt>负责人</dt>
        <dd>
          {of.leader} {of.phone}
        </dd>
        <dt>人数</dt>
        <dd>{of.headcount} 人</dd>
        <dt>能力</dt>
        <dd>{of.capabilityLabels.join('、')}</dd>
        <dt>保险至</dt>
        <dd>{of.insuredUntil}</dd>
        <dt>说明</dt>
        <dd>{of.statement || '无'}</dd>
      </dl>
      <Form.Item name="approve" label="审核结论" required>
        <Radio.Group
          options={[
            { value: true, label: '准予登记' },
            { value: false, label: '不予登记' },
          ]}
        />
      </Form.Item>
      <Form.Item noStyle shouldUpdate={(a, b) => a.approve !== b.approve}>
        {form =>
          form.getFieldValue('approve') && (
            <>
              <Form.Item name="level" label="能力等级" required>
                <Radio.Group options={[1, 2, 3].map(value => ({ value, label: `${value} 级` }))} />
              </Form.Item>
              <Form.Item name="validUntil" label="登记有效期至" required>
                <DayField />
              </Form.Item>
            </>
          )
        }
      </Form.Item>
      <Form.Item name="opinion" label="审核意见" required>
        <Input.TextArea rows={2} />
      </Form.Item>
    </ActionDrawer>
  )
}
