import { type CallUpPriority, callUpPriorities, type RequestCallUp } from '@anlan/contract/call-up.ts'
import type { ResourceHit } from '@anlan/contract/resource.ts'
import { useQueries, useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Checkbox, Collapse, Form, Input, InputNumber, Radio, Select } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { useHasRole, useSession } from '../../app/session.tsx'
import { UnitSelect } from '../../fields/unit-select.tsx'
import { placeFieldErrors } from '../../ui/form/field-errors.ts'
import { DayField } from '../../ui/form/instant-field.tsx'
import { newId } from '../../ui/form/new-id.ts'
import { primary } from '../../ui/hotkeys.ts'
import { saidOf } from '../../ui/http.ts'
import type { Input as InputOf } from '../../ui/shape.ts'
import { Nothing } from '../../ui/states.tsx'
import { openEventsQuery } from '../event-report/event/requests.ts'
import { FindOffers, type FoundOffer } from './find-offers.tsx'
import { offerQuery, useRequestCallUp } from './requests.ts'
import './call-up.css'

interface Line {
  key: string
  offerId: string | null
  capability: string | null
  quantity: number | null
  name: string
  unit: string
  people: number | null
  ownerUnitId: string | null
  ownerName: string
}
interface Values {
  eventId?: string
  toUnitId: string
  reason: string
  priority: CallUpPriority
  place?: string
  receiverName?: string
  receiverPhone?: string
  returnBy?: string
  returnPlan?: string
  costBearer?: string
  route?: string
  escort?: string
  agreement?: string
  overrideReason?: string
  isRequisition?: boolean
  requisition?: NonNullable<InputOf<typeof RequestCallUp>['requisition']>
}

const needed = (message: string) => [{ required: true, message }]
/** Called whole, for nobody else meanwhile; of a team also only what it has beside its people (one drone). */
const isWhole = ({ kind, unit }: Pick<ResourceHit, 'kind' | 'unit'>) =>
  ['team', 'equipment', 'expert', 'neighbour', 'shelter'].includes(kind) && !(kind === 'team' && unit && unit !== '人')

const lineOf = (hit: ResourceHit, quantity: number | null): Line => ({
  key: `${hit.id}/${hit.capability ?? ''}`,
  offerId: hit.id,
  capability: isWhole(hit) ? null : hit.capability,
  quantity: isWhole(hit) ? null : (quantity ?? 1),
  name: hit.name,
  unit: hit.unit ?? '',
  people: null,
  ownerUnitId: hit.unitId,
  ownerName: hit.unitName,
})

/** What a line written by hand still lacks. */
const lacks = ({ offerId, name, unit, ownerUnitId }: Line, i: number): string[] =>
  offerId
    ? []
    : [!name.trim() && '名称', !ownerUnitId && '调出单位', !unit.trim() && '计量单位']
        .filter(one => typeof one === 'string')
        .map(one => `调用内容第 ${i + 1} 项请填写${one}`)

/** 申请调用: what, how many, why and where to; several owners make several slips. */
export function NewCallUpPage() {
  const [asked] = useSearchParams()
  const offerIds = asked.getAll('offer')
  const read = useQueries({ queries: offerIds.map(id => offerQuery(id)) })
  if (read.some(one => one.isPending)) return <Nothing what="正在读取所选资源……" />
  const code = asked.get('capability')
  const quantities = asked.getAll('quantity').map(Number)
  const lines = read.flatMap((one, i) => {
    const hits = one.data?.items ?? []
    const hit = hits.find(each => each.capability === code) ?? hits[0]
    const quantity = quantities[i] ?? quantities[0]
    return hit ? [lineOf(hit, quantity && quantity > 0 ? quantity : null)] : []
  })
  return <CallUpForm lines={lines} eventId={asked.get('event') ?? undefined} />
}

function CallUpForm({ lines: first, eventId }: { lines: Line[]; eventId: string | undefined }) {
  const session = useSession()
  const has = useHasRole()
  const { message } = App.useApp()
  const go = useNavigate()
  const [form] = Form.useForm<Values>()
  const [lines, setLines] = useState(first)
  const [id] = useState(newId)
  const [said, setSaid] = useState<string[]>([])
  // The button stands below the form: what is wrong is brought into view.
  const wrong = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (said.length > 0) wrong.current?.scrollIntoView({ block: 'center' })
  }, [said])
  const request = useRequestCallUp()
  const { data: events } = useQuery(openEventsQuery)
  const owners = new Set(lines.map(line => line.ownerUnitId))
  const isRequisition = Form.useWatch('isRequisition', form) === true
  const change = (key: string, part: Partial<Line>) =>
    setLines(before => before.map(line => (line.key === key ? { ...line, ...part } : line)))
  const add = (found: FoundOffer) =>
    setLines(before => {
      const line = lineOf(found.hit, found.take)
      return [...before.filter(one => one.key !== line.key), line]
    })
  const addNamed = () =>
    setLines(before => [
      ...before,
      {
        key: newId(),
        offerId: null,
        capability: null,
        quantity: 1,
        name: '',
        unit: '',
        people: null,
        ownerUnitId: null,
        ownerName: '',
      },
    ])

  const send = async ({ isRequisition: takes, requisition, ...values }: Values) => {
    setSaid([])
    if (lines.length === 0) return setSaid(['请先选择要调用的资源'])
    const missing = lines.flatMap(lacks)
    if (missing.length > 0) return setSaid(missing)
    try {
      const made = await request.mutateAsync({
        ...values,
        id,
        eventId: values.eventId ?? null,
        returnBy: values.returnBy ?? null,
        requisition: takes ? (requisition ?? null) : null,
        items: lines.map(({ offerId, capability, quantity, name, unit, people, ownerUnitId }) => ({
          offerId,
          capability,
          quantity,
          people,
          ...(offerId ? {} : { name, unit, ownerUnitId }),
        })),
      })
      void message.success(made.items.length > 1 ? `已申请，共 ${made.items.length} 张调用单` : '已申请')
      const [only] = made.items
      void go(made.items.length === 1 && only ? `/call-ups/${only.id}` : '/call-ups?box=open')
    } catch (error) {
      setSaid([saidOf(error), ...placeFieldErrors(form, error)])
    }
    return undefined
  }

  return (
    <>
      <header className="head">
        <h1>申请调用</h1>
      </header>
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark="optional"
        className="call-up-new"
        initialValues={{ eventId, toUnitId: session.unitId, priority: 'urgent' }}
        onFinish={values => void send(values)}
        scrollToFirstError
      >
        <div ref={wrong}>
          {said.length > 0 && (
            <Alert type="error" title={said[0]} description={said.slice(1).join('；') || undefined} />
          )}
        </div>
        <section className="panel">
          <h2>
            调用内容{' '}
            <small>{lines.length > 0 && (owners.size > 1 ? `${owners.size} 家调出单位，各生成一张调用单` : '')}</small>
            <span className="spread" />
            <Button size="small" onClick={addNamed}>
              登记未入库资源
            </Button>
          </h2>
          <div className="padded">
            {lines.length === 0 && (
              <p className="quiet">按物资或能力查找，选中后列入；企业机械等没有登记的，用“登记未入库资源”填写。</p>
            )}
            {lines.map(line => (
              <LineFields
                key={line.key}
                line={line}
                onChange={part => change(line.key, part)}
                onRemove={() => setLines(before => before.filter(one => one.key !== line.key))}
              />
            ))}
            <FindOffers onTake={add} />
          </div>
        </section>
        <section className="panel">
          <h2>事由和去向</h2>
          <div className="padded">
            <div className="two-fields">
              <Form.Item name="eventId" label="事件">
                <Select
                  allowClear
                  placeholder="平时调用的，不选"
                  options={(events?.items ?? []).map(({ id: value, title }) => ({ value, label: title }))}
                />
              </Form.Item>
              <Form.Item name="toUnitId" label="调入单位" rules={needed('请选择调入单位')}>
                <UnitSelect />
              </Form.Item>
              <Form.Item name="place" label="送达地点">
                <Input maxLength={120} placeholder="例如：茶坪镇政府" />
              </Form.Item>
              <Form.Item name="priority" label="缓急" required>
                <Radio.Group
                  optionType="button"
                  options={Object.entries(callUpPriorities).map(([value, label]) => ({ value, label }))}
                />
              </Form.Item>
            </div>
            <Form.Item name="reason" label="调用事由" rules={needed('请填写调用事由')}>
              <Input.TextArea autoSize={{ minRows: 2 }} maxLength={300} placeholder="例如：搜救河坝村失联人员" />
            </Form.Item>
            {has('duty_leader') && (
              <Form.Item
                name="overrideReason"
                label="改调理由"
                extra="队伍或装备已用于其他事件，或证书、保险、检验到期，确需调用的填写"
              >
                <Input maxLength={300} />
              </Form.Item>
            )}
            <Collapse
              ghost
              items={[
                {
                  key: 'more',
                  label: '接收、运送、归还和费用（可以以后填）',
                  forceRender: true,
                  children: (
                    <div className="two-fields">
                      <Form.Item name="receiverName" label="接收人">
                        <Input maxLength={40} />
                      </Form.Item>
                      <Form.Item name="receiverPhone" label="接收人电话">
                        <Input maxLength={30} />
                      </Form.Item>
                      <Form.Item name="route" label="路线">
                        <Input maxLength={200} />
                      </Form.Item>
                      <Form.Item name="escort" label="押运护送">
                        <Input maxLength={80} />
                      </Form.Item>
                      <Form.Item name="returnBy" label="应归还日期">
                        <DayField />
                      </Form.Item>
                      <Form.Item name="returnPlan" label="归还安排">
                        <Input maxLength={200} />
                      </Form.Item>
                      <Form.Item name="costBearer" label="费用承担">
                        <Input maxLength={80} />
                      </Form.Item>
                      <Form.Item name="agreement" label="支援依据" extra="请求邻县支援的，写明联动协议">
                        <Input maxLength={200} />
                      </Form.Item>
                    </div>
                  ),
                },
              ]}
            />
            <Form.Item name="isRequisition" valuePropName="checked" noStyle>
              <Checkbox>征用单位或个人财产，出具征用决定书</Checkbox>
            </Form.Item>
            {isRequisition && (
              <div className="two-fields call-up-requisition">
                <Form.Item name={['requisition', 'owner']} label="被征用人" rules={needed('请填写被征用人')}>
                  <Input maxLength={80} />
                </Form.Item>
                <Form.Item name={['requisition', 'ownerPhone']} label="被征用人电话">
                  <Input maxLength={30} />
                </Form.Item>
                <Form.Item
                  name={['requisition', 'basis']}
                  label="征用依据"
                  rules={needed('请填写征用依据')}
                  initialValue="《中华人民共和国突发事件应对法》第十二条、第七十六条"
                >
                  <Input maxLength={300} />
                </Form.Item>
                <Form.Item name={['requisition', 'purpose']} label="征用用途" rules={needed('请填写征用用途')}>
                  <Input maxLength={300} />
                </Form.Item>
                <Form.Item name={['requisition', 'returnTerms']} label="返还办法" rules={needed('请填写返还办法')}>
                  <Input maxLength={300} />
                </Form.Item>
                <Form.Item name={['requisition', 'compensation']} label="补偿办法" rules={needed('请填写补偿办法')}>
                  <Input maxLength={300} />
                </Form.Item>
              </div>
            )}
          </div>
        </section>
        <div className="call-up-foot">
          <span className="quiet">申请后由调出单位负责人或县领导批准，申请人本人不能批准。</span>
          <Button {...primary} size="large" loading={request.isPending} onClick={() => form.submit()}>
            申请调用
          </Button>
        </div>
      </Form>
    </>
  )
}

function LineFields({
  line,
  onChange,
  onRemove,
}: {
  line: Line
  onChange: (part: Partial<Line>) => void
  onRemove: () => void
}) {
  return (
    <div className="call-up-line">
      {line.offerId ? (
        <div className="call-up-line-name">
          <b>{line.name}</b> <span className="quiet">{line.ownerName}</span>
        </div>
      ) : (
        <>
          <Input
            aria-label="名称"
            placeholder="名称，例如：挖掘机"
            value={line.name}
            maxLength={80}
            onChange={({ target }) => onChange({ name: target.value })}
          />
          <UnitSelect
            aria-label="调出单位"
            placeholder="调出单位"
            value={line.ownerUnitId}
            onChange={value => onChange({ ownerUnitId: value ?? null })}
          />
        </>
      )}
      {line.quantity !== null ? (
        <>
          <InputNumber
            aria-label="数量"
            min={0.001}
            value={line.quantity}
            onChange={value => onChange({ quantity: value ?? 1 })}
          />
          {line.offerId ? (
            <span>{line.unit}</span>
          ) : (
            <Input
              aria-label="计量单位"
              placeholder="单位"
              style={{ width: 72 }}
              value={line.unit}
              maxLength={20}
              onChange={({ target }) => onChange({ unit: target.value })}
            />
          )}
        </>
      ) : (
        <>
          <span className="quiet">整体调用</span>
          <InputNumber
            aria-label="人数"
            min={1}
            precision={0}
            placeholder="人数"
            value={line.people}
            onChange={people => onChange({ people })}
          />
          <span>人</span>
        </>
      )}
      <Button size="small" onClick={onRemove}>
        移除
      </Button>
    </div>
  )
}
