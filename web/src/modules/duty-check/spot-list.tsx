import { type SpotCheckView, spotStates } from '@anlan/contract/duty-check.ts'
import { useQuery } from '@tanstack/react-query'
import { App, Button, InputNumber, Popover } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { Permitted } from '../../app/session.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { newId } from '../../ui/form/new-id.ts'
import { saidOf } from '../../ui/http.ts'
import { KeysetList } from '../../ui/keyset.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { roundQuery, useDraw, useSpotChecks } from './requests.ts'

/** 电话抽查: draw units, telephone them, sign the result. */
export function SpotChecks() {
  const checks = useSpotChecks()
  const now = useMinute()
  const go = useNavigate()
  return (
    <>
      <div className="filters">
        <span className="quiet">系统随机抽取，久未抽查的单位机会大；每次留有抽取编号，凭编号可复核抽取结果</span>
        <span className="spread" />
        <Permitted to="duty-check.run">
          <DrawButton />
        </Permitted>
      </div>
      <KeysetList of={checks} empty={<Nothing what="还没有电话抽查。点“抽取单位”，系统随机抽出要打电话的单位" />}>
        {items => (
          <Rows
            items={items}
            keyOf={check => check.id}
            onOpen={check => void go(`/duty-check/spot/${check.id}`)}
            toneOf={check => (check.signedAt ? undefined : 'waiting')}
            columns={[
              {
                title: '电话',
                width: 80,
                show: check =>
                  check.phone &&
                  !check.signedAt && (
                    <Button size="small" href={`tel:${check.phone}`} onClick={event => event.stopPropagation()}>
                      拨打
                    </Button>
                  ),
              },
              { title: '单位', width: 190, show: check => check.unitName },
              { title: '状态', width: 90, show: check => spotStates[check.state] },
              { title: '抽查时间', width: 130, show: check => check.calls[0] && showTime(check.calls[0].at, now) },
              { title: '情况', show: check => findingOf(check) },
              { title: '抽查人', width: 90, minor: true, show: check => check.checkedBy },
              { title: '抽取', width: 90, minor: true, show: check => <RoundMark check={check} /> },
            ]}
          />
        )}
      </KeysetList>
    </>
  )
}

function findingOf(check: SpotCheckView): string {
  if (check.calls.length === 0) return '待拨打'
  const answered = check.calls.find(call => call.answered)
  if (!answered) return check.calls.length >= 2 ? '两次呼叫无人接听' : '第一次无人接听'
  const right = check.questions.filter(question => question.correct).length
  return [
    `${answered.seconds} 秒接听`,
    check.rostered === false ? `${check.answererName}不在值班表` : check.answererName,
    check.leader === 'unreached' ? '带班领导联系不上' : '',
    check.questions.some(question => question.correct !== null) ? `答对 ${right}/${check.questions.length}` : '',
    check.equipment === 'unreported' ? '设备故障未报告' : '',
  ]
    .filter(Boolean)
    .join('，')
}

function DrawButton() {
  const { message } = App.useApp()
  const [count, setCount] = useState(2)
  const draw = useDraw()
  const press = () =>
    draw.mutate(
      { id: newId(), count },
      {
        onSuccess: round => void message.success(`已抽出 ${round.drawn.length} 个单位，抽取编号 ${round.seed}`),
        onError: error => void message.error(saidOf(error)),
      },
    )
  return (
    <>
      <InputNumber
        aria-label="抽取单位数"
        min={1}
        max={50}
        value={count}
        onChange={value => setCount(value ?? 2)}
        suffix="个"
      />
      <Button type="primary" loading={draw.isPending} onClick={press}>
        抽取单位
      </Button>
    </>
  )
}

function RoundMark({ check }: { check: SpotCheckView }) {
  return (
    <Permitted to="duty-check.run">
      <Popover trigger="click" title="抽取记录" content={<Round id={check.roundId} />}>
        <button type="button" className="link" onClick={event => event.stopPropagation()}>
          核对
        </button>
      </Popover>
    </Permitted>
  )
}

function Round({ id }: { id: string }) {
  return (
    <Loaded of={useQuery(roundQuery(id))}>
      {round => {
        const isSame = [...round.drawn].sort().join() === [...round.redrawn].sort().join()
        return (
          <div style={{ maxWidth: 320 }}>
            <p>
              {round.drawnBy} 抽取，抽取编号 {round.seed}，从 {round.pool.length} 个单位中抽出 {round.drawn.length} 个
            </p>
            <b>{isSame ? '已按抽取编号复核，结果一致' : '按抽取编号复核，结果不一致'}</b>
          </div>
        )
      }}
    </Loaded>
  )
}
