import { bulletinStates } from '@anlan/contract/response.ts'
import type { ResponseView } from '@anlan/contract/response-view.ts'
import { Button, Form, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { useMinute } from '../../../ui/clock/clock.ts'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { InstantField } from '../../../ui/form/instant-field.tsx'
import { showTime } from '../../../ui/time.ts'
import type { ResponseActs } from '../requests.ts'

type Act = { kind: 'draft' | 'clue' } | { kind: 'judge' | 'publish' | 'answer'; id: string; title: string }

/** 信息发布 and 舆情: drafted, approved by another, published by hand; what is said outside and the answer to it. */
export function PublicPanel({ of, acts }: { of: ResponseView; acts: ResponseActs }) {
  const now = useMinute()
  const [act, setAct] = useState<Act | null>(null)
  return (
    <section className="panel">
      <h2>
        信息发布和舆情
        <span className="spread" />
        {of.may.command && (
          <>
            <Button size="small" onClick={() => setAct({ kind: 'draft' })}>
              拟稿
            </Button>
            <Button size="small" onClick={() => setAct({ kind: 'clue' })}>
              登记舆情
            </Button>
          </>
        )}
      </h2>
      {of.bulletins.map(one => (
        <div key={one.id} className="plain-row">
          <b>{one.title}</b>
          <span className="word-tag">{bulletinStates[one.state]}</span>
          <span className="quiet">
            {one.publishedAt
              ? `${showTime(one.publishedAt, now)} 人工发布：${one.channels.join('、')}`
              : `${one.draftedByName} ${showTime(one.draftedAt, now)} 拟稿`}
            {one.judgedByName && `，${one.judgedByName}审核`}
            {one.nextBy && `，下次发布不晚于 ${showTime(one.nextBy, now)}`}
          </span>
          {one.may.judge && (
            <Button size="small" type="primary" onClick={() => setAct({ kind: 'judge', id: one.id, title: one.title })}>
              审核
            </Button>
          )}
          {one.may.publish && (
            <Button
              size="small"
              type="primary"
              onClick={() => setAct({ kind: 'publish', id: one.id, title: one.title })}
            >
              登记发布
            </Button>
          )}
          <p>{one.text}</p>
        </div>
      ))}
      {of.clues.map(one => (
        <div key={one.id} className="plain-row">
          <b>舆情：{one.text}</b>
          <span className="quiet">
            {one.source}，{showTime(one.foundAt, now)} 发现
          </span>
          {one.answeredAt ? (
            <p>
              <span className="met-mark">{one.minutes} 分钟回应</span> {one.answer}
            </p>
          ) : (
            of.may.command && (
              <Button size="small" onClick={() => setAct({ kind: 'answer', id: one.id, title: one.text })}>
                回应
              </Button>
            )
          )}
        </div>
      ))}
      <Drawers act={act} acts={acts} onClose={() => setAct(null)} />
    </section>
  )
}

const needed = (message: string) => [{ required: true, message }]

function Drawers({ act, acts, onClose }: { act: Act | null; acts: ResponseActs; onClose: () => void }) {
  const id = act && 'id' in act ? act.id : ''
  const title = act && 'title' in act ? act.title : ''
  return (
    <>
      <ActionDrawer<{ title: string; text: string }>
        open={act?.kind === 'draft'}
        title="拟信息发布稿"
        act="送审"
        consequence="由另一人审核同意后才能发布。伤亡数字须经现场指挥部核实。"
        onAct={(values, key) => acts.bulletin.mutateAsync({ ...values, id: key })}
        onClose={onClose}
      >
        <Form.Item name="title" label="标题" rules={needed('请填写标题')}>
          <Input autoFocus maxLength={100} />
        </Form.Item>
        <Form.Item name="text" label="内容" rules={needed('请填写内容')}>
          <Input.TextArea
            autoSize={{ minRows: 6 }}
            maxLength={4000}
            placeholder="已核实的事实、采取的措施、公众注意事项"
          />
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<{ verdict: 'approved' | 'returned'; opinion?: string }>
        open={act?.kind === 'judge'}
        title={`审核：${title}`}
        act="审核"
        initial={{ verdict: 'approved' }}
        onAct={values => acts.judge.mutateAsync({ ...values, id })}
        onClose={onClose}
      >
        <Form.Item name="verdict" label="结论">
          <Radio.Group
            options={[
              { value: 'approved', label: '同意发布' },
              { value: 'returned', label: '退回修改' },
            ]}
          />
        </Form.Item>
        <Form.Item name="opinion" label="审核意见">
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={300} />
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<{ channels: string[]; nextBy?: string }>
        open={act?.kind === 'publish'}
        title={`登记发布：${title}`}
        act="登记发布"
        consequence="平台没有接入这些渠道：请先在渠道上人工发布，再在此登记。承诺的下次发布时间会计时。"
        onAct={values => acts.publish.mutateAsync({ ...values, id })}
        onClose={onClose}
      >
        <Form.Item name="channels" label="发布渠道" rules={needed('请填写发布渠道')}>
          <Select
            mode="tags"
            options={['县政府网站', '县融媒体中心', '政务微博', '政务微信', '广播大喇叭'].map(value => ({
              value,
              label: value,
            }))}
          />
        </Form.Item>
        <Form.Item name="nextBy" label="下次发布时间">
          <InstantField plain ahead />
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<{ source: string; text: string }>
        open={act?.kind === 'clue'}
        title="登记舆情"
        act="登记"
        consequence="登记后开始回应计时。"
        onAct={(values, key) => acts.clue.mutateAsync({ ...values, id: key })}
        onClose={onClose}
      >
        <Form.Item name="source" label="来源" rules={needed('请填写来源')}>
          <Input autoFocus maxLength={100} />
        </Form.Item>
        <Form.Item name="text" label="舆情内容" rules={needed('请填写舆情内容')}>
          <Input.TextArea autoSize={{ minRows: 3 }} maxLength={1000} />
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<{ answer: string; channel: string }>
        open={act?.kind === 'answer'}
        title={`回应舆情：${title}`}
        act="登记回应"
        onAct={values => acts.answer.mutateAsync({ ...values, id })}
        onClose={onClose}
      >
        <Form.Item name="answer" label="回应内容" rules={needed('请填写回应内容')}>
          <Input.TextArea autoFocus autoSize={{ minRows: 3 }} maxLength={2000} />
        </Form.Item>
        <Form.Item name="channel" label="回应渠道" rules={needed('请填写回应渠道')}>
          <Input maxLength={60} />
        </Form.Item>
      </ActionDrawer>
    </>
  )
}
