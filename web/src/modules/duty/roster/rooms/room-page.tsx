import { type DutyPost, dutyPosts } from '@anlan/contract/duty.ts'
import { type RoomProposal, usualDuties } from '@anlan/contract/duty-room.ts'
import type { RoomView } from '@anlan/contract/roster.ts'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Form, Input, Select, Space, Switch } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { useSession } from '../../../../app/session.tsx'
import { UnitSelect } from '../../../../fields/unit-select.tsx'
import { placeFieldErrors } from '../../../../ui/form/field-errors.ts'
import { newId } from '../../../../ui/form/new-id.ts'
import { primary } from '../../../../ui/hotkeys.ts'
import { saidOf } from '../../../../ui/http.ts'
import { Loaded } from '../../../../ui/states.tsx'
import { roomQuery } from '../requests.ts'
import { DayField } from './day-field.tsx'
import { NeedsField } from './needs-field.tsx'
import { PatternsPart } from './patterns-part.tsx'
import { PeopleDrawer } from './people-drawer.tsx'
import { PoolField } from './pool-field.tsx'
import { proposalQuery, useChangeRoom, useCreateRoom } from './requests.ts'
import { RulesPart } from './rules-part.tsx'
import './rooms.css'

/** One duty room as it is set up; `new` proposes one for a unit. */
export function RoomPage() {
  const { id = '' } = useParams()
  return id === 'new' ? <NewRoom /> : <KnownRoom key={id} id={id} />
}

function KnownRoom({ id }: { id: string }) {
  const room = useQuery(roomQuery(id))
  return (
    <Loaded of={room} rows={10}>
      {data => <RoomForm key={data.version} initial={data} known={data} />}
    </Loaded>
  )
}

function NewRoom() {
  const session = useSession()
  const [unit, setUnit] = useState(session.unitId)
  const proposal = useQuery(proposalQuery(unit))
  return (
    <>
      <div className="room-unit">
        <UnitSelect aria-label="所属单位" value={unit} onChange={value => setUnit(value ?? session.unitId)} />
        <span className="quiet">已按单位类别配好班次，列入该单位值班岗位上的人，可在下面修改</span>
      </div>
      <Loaded of={proposal} rows={10}>
        {data => <RoomForm key={unit} initial={data} known={null} />}
      </Loaded>
    </>
  )
}

type Values = Omit<RoomProposal, 'unitId' | 'unitName'> & { enabled?: boolean }

function RoomForm({ initial, known }: { initial: RoomProposal; known: RoomView | null }) {
  const [form] = Form.useForm<Values>()
  const [id] = useState(newId)
  const create = useCreateRoom()
  const change = useChangeRoom(known?.id ?? '')
  const go = useNavigate()
  const [said, setSaid] = useState<string[]>([])
  const [importing, setImporting] = useState(false)
  const needed = (Object.keys(dutyPosts) as DutyPost[]).filter(post =>
    initial.patterns.some(pattern => pattern.needs[post]),
  )
  const save = async (values: Values) => {
    setSaid([])
    try {
      const body = { ...initial, ...values }
      if (known) await change.mutateAsync({ ...body, enabled: values.enabled ?? true, version: known.version })
      else void go(`/duty/rooms/${(await create.mutateAsync({ ...body, id })).id}`)
    } catch (error) {
      setSaid([saidOf(error), ...placeFieldErrors(form, error)])
    }
  }
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={initial}
      onFinish={values => void save(values)}
      onFinishFailed={({ errorFields }) => setSaid(['有内容需要改正', ...errorFields.flatMap(field => field.errors)])}
      scrollToFirstError
      className="room-form"
    >
      <header className="head">
        <h1>{known ? known.name : '新建值班室'}</h1>
        <span className="quiet">{initial.unitName}</span>
        <span className="spread" />
        <Space wrap>
          <Link to="/duty/rooms">
            <Button>返回列表</Button>
          </Link>
          {known && <Button onClick={() => setImporting(true)}>从人员名单导入</Button>}
          {known && (
            <Link to={`/duty/rosters?room=${known.id}`}>
              <Button>去排班</Button>
            </Link>
          )}
          <Button {...primary} htmlType="submit" loading={create.isPending || change.isPending}>
            保存
          </Button>
        </Space>
      </header>
      {said.length > 0 && <Alert type="error" title={said[0]} description={[...new Set(said.slice(1))].join('；')} />}
      {change.isSuccess && said.length === 0 && <Alert type="success" title="已保存；已编排的值班表不受影响" />}
      <section className="panel room-part">
        <h2>基本情况</h2>
        <div className="room-line">
          <Form.Item name="name" label="值班室名称" rules={[{ required: true, message: '请填写值班室名称' }]}>
            <Input maxLength={60} />
          </Form.Item>
          <Phone name="phone" label="值班电话" />
          <Phone name="fax" label="传真" />
          <Form.Item
            name="changeAt"
            label="交接班时间"
            rules={[{ required: true, pattern: /^([01]\d|2[0-3]):[0-5]\d$/, message: '应为时分，例如 08:30' }]}
          >
            <Input />
          </Form.Item>
          <Form.Item name="from" label="启用日期" extra="季节性值班室（如防汛值班室）填写">
            <DayField placeholder="常年" />
          </Form.Item>
          <Form.Item name="to" label="停用日期">
            <DayField placeholder="常年" />
          </Form.Item>
          {known && (
            <Form.Item name="enabled" label="启用" valuePropName="checked">
              <Switch />
            </Form.Item>
          )}
        </div>
        <Form.Item name="always" label="任何时刻的在岗人数" extra="值班表的每一分钟都不少于这些人，否则不能发布">
          <NeedsField />
        </Form.Item>
      </section>
      <section className="panel room-part">
        <h2>班次</h2>
        <PatternsPart />
      </section>
      <section className="panel room-part">
        <h2>
          值班人员 <small>保安和未培训合格的人不参加排班</small>
        </h2>
        <Form.Item name="pool">
          <PoolField unitId={initial.unitId} posts={needed} />
        </Form.Item>
      </section>
      <section className="panel room-part">
        <h2>
          搭班关系 <small>固定搭班尽量同班；夫妻、正副职等不同时值班</small>
        </h2>
        <PairsPart />
      </section>
      <section className="panel room-part">
        <h2>
          岗位职责 <small>印在责任表上；不填的用灰字</small>
        </h2>
        {needed.map(post => (
          <Form.Item key={post} name={['duties', post]} label={dutyPosts[post]}>
            <Input.TextArea maxLength={200} autoSize placeholder={usualDuties[post]} />
          </Form.Item>
        ))}
      </section>
      <section className="panel room-part">
        <h2>
          排班规则 <small>系统默认值可按本地规定修改，并写明依据</small>
        </h2>
        <RulesPart />
      </section>
      {importing && known && (
        <PeopleDrawer room={known} onClose={() => setImporting(false)} onDone={() => setImporting(false)} />
      )}
    </Form>
  )
}

/** A number that may be left out. */
const Phone = ({ name, label }: { name: string; label: string }) => (
  <Form.Item name={name} label={label} normalize={(text: string) => text.trim() || null}>
    <Input maxLength={30} />
  </Form.Item>
)

function PairsPart() {
  const pool: Values['pool'] = Form.useWatch('pool') ?? []
  const people = pool.map(one => ({ value: one.personId, label: one.personName }))
  const someone = [{ required: true, message: '请选择人员' }]
  return (
    <Form.List name="pairs">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <div key={key} className="room-line">
              <Form.Item name={[name, 'a']} rules={someone}>
                <Select options={people} showSearch={{ optionFilterProp: 'label' }} placeholder="人员" />
              </Form.Item>
              <Form.Item name={[name, 'kind']}>
                <Select
                  options={[
                    { value: 'together', label: '固定搭班' },
                    { value: 'apart', label: '不同时值班' },
                  ]}
                />
              </Form.Item>
              <Form.Item name={[name, 'b']} rules={someone}>
                <Select options={people} showSearch={{ optionFilterProp: 'label' }} placeholder="人员" />
              </Form.Item>
              <Button type="link" danger onClick={() => remove(name)}>
                删除
              </Button>
            </div>
          ))}
          <Button onClick={() => add({ kind: 'together' })}>增加搭班关系</Button>
        </>
      )}
    </Form.List>
  )
}
