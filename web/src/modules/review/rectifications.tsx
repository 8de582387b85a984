import { type RectificationView, type ReviewView, rectificationStates, reviewSections } from '@anlan/contract/review.ts'
import { Button, Form, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { FilesField, idsOf, type UploadedFile } from '../../fields/files-field.tsx'
import { UnitSelect } from '../../fields/unit-select.tsx'
import { serverNow } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { DayField } from '../../ui/form/instant-field.tsx'
import { Nothing } from '../../ui/states.tsx'
import { dayOf, shiftDay, showInstant } from '../../ui/time.ts'
import type { ReviewActs } from './requests.ts'

type Act = { kind: 'add' } | { kind: 'withdraw' | 'answer' | 'accept'; of: RectificationView }
const required = (message: string) => [{ required: true, message }]

/** 问题整改: who puts right what by when, what he says he has done, and whether that was accepted. */
export function Rectifications({ of, acts }: { of: ReviewView; acts: ReviewActs }) {
  const [act, setAct] = useState<Act | null>(null)
  const shown = of.rectificationList.filter(one => one.state !== 'withdrawn')
  return (
    <section className="panel review-section" id="rectifications">
      <h2>
        问题整改 <small>{shown.length || ''}</small>
        <span className="spread" />
        {of.may.write && (
          <Button size="small" onClick={() => setAct({ kind: 'add' })}>
            增加整改事项
          </Button>
        )}
      </h2>
      {shown.length === 0 && (
        <Nothing
          what={
            of.may.write ? '没有整改事项。存在问题需要整改的，写明责任单位和期限，报告印发后开始计时' : '没有整改事项'
          }
        />
      )}
      {shown.map(one => (
        <article key={one.id} className="review-rectification">
          <header>
            <b>{one.unitName}</b>
            <span>{one.dueOn} 前</span>
            <span className={one.overdue ? 'defect-serious' : undefined}>
              {rectificationStates[one.state]}
              {one.overdue && '（超期）'}
            </span>
            <small className="quiet">{reviewSections[one.section]}</small>
            <span className="spread" />
            {one.may.withdraw && (
              <Button size="small" type="text" danger onClick={() => setAct({ kind: 'withdraw', of: one })}>
                撤回
              </Button>
            )}
            {one.may.answer && (
              <Button size="small" type="primary" onClick={() => setAct({ kind: 'answer', of: one })}>
                报告整改情况
              </Button>
            )}
            {one.may.judge && (
              <Button size="small" type="primary" onClick={() => setAct({ kind: 'accept', of: one })}>
                验收
              </Button>
            )}
          </header>
          <p>
            {one.problem} → {one.measure}
          </p>
          {one.answers.map(answer => (
            <p key={answer.id} className="quiet">
              {answer.byName} {showInstant(answer.at)}：{answer.text}{' '}
              {answer.files.map(file => (
                <a key={file.id} href={`/api/files/${file.id}`}>
                  {file.name}
                </a>
              ))}
              {answer.verdict && (
                <>
                  {' '}
                  — {answer.judgedByName}
                  {answer.verdict === 'accepted' ? '验收销号' : `退回：${answer.note}`}
                </>
              )}
            </p>
          ))}
        </article>
      ))}
      {act && <Drawer act={act} acts={acts} onClose={() => setAct(null)} />}
    </section>
  )
}

function Drawer({ act, acts, onClose }: { act: Act; acts: ReviewActs; onClose: () => void }) {
  if (act.kind === 'add') return <AddDrawer acts={acts} onClose={onClose} />
  const of = act.of.id
  if (act.kind === 'withdraw')
    return (
      <ActionDrawer<{ reason: string }>
        open
        danger
        title="撤回整改事项"
        act="撤回"
        consequence={act.of.measure}
        onAct={({ reason }) => acts.withdraw.mutateAsync({ of, reason })}
        onClose={onClose}
      >
        <Form.Item name="reason" label="撤回理由" rules={required('请填写撤回理由')}>
          <Input.TextArea maxLength={300} />
        </Form.Item>
      </ActionDrawer>
    )
  if (act.kind === 'answer')
    return (
      <ActionDrawer<{ text: string; files: UploadedFile[] }>
        open
        title="报告整改情况"
        act="报告"
        consequence={`整改措施：${act.of.measure}。报告后由评估单位验收。`}
        onAct={({ text, files }, id) => acts.answer.mutateAsync({ of, id, text, fileIds: idsOf(files) })}
        onClose={onClose}
      >
        <Form.Item name="text" label="整改情况" rules={required('请填写整改情况')}>
          <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} maxLength={2000} />
        </Form.Item>
        <Form.Item name="files" label="佐证材料">
          <FilesField />
        </Form.Item>
      </ActionDrawer>
    )
  return (
    <ActionDrawer<{ verdict: 'accepted' | 'returned'; note: string; dueOn: string }>
      open
      title="验收整改"
      act="确定"
      initial={{ verdict: 'accepted', dueOn: shiftDay(dayOf(serverNow()), 7) }}
      onAct={({ verdict, note, dueOn }) =>
        acts.accept.mutateAsync({ of, verdict, note: note ?? '', dueOn: verdict === 'returned' ? dueOn : null })
      }
      onClose={onClose}
    >
      {form => (
        <>
          <Form.Item name="verdict" label="验收意见">
            <Radio.Group
              options={[
                { value: 'accepted', label: '销号' },
                { value: 'returned', label: '退回继续整改' },
              ]}
            />
          </Form.Item>
          <Form.Item name="note" label="意见">
            <Input.TextArea maxLength={500} />
          </Form.Item>
          <Form.Item noStyle shouldUpdate>
            {() =>
              form.getFieldValue('verdict') === 'returned' && (
                <Form.Item name="dueOn" label="新的整改期限" rules={required('请填写新的整改期限')}>
                  <DayField />
                </Form.Item>
              )
            }
          </Form.Item>
        </>
      )}
    </ActionDrawer>
  )
}

interface New {
  section: keyof typeof reviewSections
  problem: string
  measure: string
  unitId: string
  dueOn: string
}

const AddDrawer = ({ acts, onClose }: { acts: ReviewActs; onClose: () => void }) => (
  <ActionDrawer<New>
    open
    title="增加整改事项"
    act="增加"
    consequence="报告审定印发后，责任单位开始计时。"
    initial={{ section: 'tasks', dueOn: shiftDay(dayOf(serverNow()), 30) }}
    onAct={(values, id) => acts.add.mutateAsync({ id, ...values })}
    onClose={onClose}
  >
    <Form.Item name="section" label="所属章节">
      <Select options={Object.entries(reviewSections).map(([value, label]) => ({ value, label }))} />
    </Form.Item>
    <Form.Item name="problem" label="问题" rules={required('请填写问题')}>
      <Input.TextArea maxLength={1000} />
    </Form.Item>
    <Form.Item name="measure" label="整改措施" rules={required('请填写整改措施')}>
      <Input.TextArea maxLength={1000} />
    </Form.Item>
    <Form.Item name="unitId" label="责任单位" rules={required('请选择责任单位')}>
      <UnitSelect />
    </Form.Item>
    <Form.Item name="dueOn" label="整改期限" rules={required('请填写整改期限')}>
      <DayField />
    </Form.Item>
  </ActionDrawer>
)
