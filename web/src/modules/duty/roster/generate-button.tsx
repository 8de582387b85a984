import { type RosterView, rosterPhases } from '@anlan/contract/roster.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Modal, Progress } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { newId } from '../../../ui/form/new-id.ts'
import { saidOf } from '../../../ui/http.ts'
import { progressQuery, useGenerate } from './requests.ts'

const limitSeconds = 20

interface GenerateProps {
  room: string
  from: string
  to: string
  /** What is shown: its arrangements stay where the rules allow. */
  near: string | null
  onMade: (roster: RosterView) => void
}

/** Asks for a draft and shows how much of the time is used; giving up ends the solver. */
export function GenerateButton({ room, from, to, near, onMade }: GenerateProps) {
  const generate = useGenerate()
  const abort = useRef<AbortController | null>(null)
  const [seconds, setSeconds] = useState(0)
  const [gaveUp, setGaveUp] = useState(false)
  const busy = generate.isPending
  const [asked, setAsked] = useState('')
  const { data: progress } = useQuery({ ...progressQuery(asked), enabled: busy && asked !== '' })
  useEffect(() => {
    if (!busy) return
    const startedAt = Date.now()
    const timer = setInterval(() => setSeconds((Date.now() - startedAt) / 1000), 200)
    return () => {
      clearInterval(timer)
      setSeconds(0)
    }
  }, [busy])
  const start = (keepTo: string | null) => {
    abort.current = new AbortController()
    setGaveUp(false)
    const body = {
      id: newId(),
      roomId: room,
      from,
      to,
      near: keepTo,
      seconds: limitSeconds,
      signal: abort.current.signal,
    }
    setAsked(body.id)
    generate.mutate(body, { onSuccess: onMade })
  }
  return (
    <>
      <Button type={near ? 'default' : 'primary'} onClick={() => start(null)}>
        {near ? '重新生成' : '生成值班表'}
      </Button>
      {near && (
        <Button onClick={() => start(near)} title="请假或意愿变动后，只改必须改的班次">
          少改动生成
        </Button>
      )}
      <Modal
        open={busy || (generate.isError && !gaveUp)}
        title={busy ? '正在编排' : '没有编排成功'}
        closable={!busy}
        onCancel={() => generate.reset()}
        footer={
          busy ? (
            <Button
              onClick={() => {
                setGaveUp(true)
                abort.current?.abort()
              }}
            >
              取消编排
            </Button>
          ) : (
            <Button onClick={() => generate.reset()}>关闭</Button>
          )
        }
      >
        {busy ? (
          <>
            <Progress percent={Math.min(99, Math.round((seconds / limitSeconds) * 100))} showInfo={false} />
            <p>
              <b>{progress ? rosterPhases[progress.phase] : '准备数据'}</b>
              {progress && progress.best !== null && (
                <>
                  {' '}
                  · 目前最好排法计 {progress.best}，理论下限 {progress.bound}（越小越均衡）
                </>
              )}
            </p>
            已用 {seconds.toFixed(0)} 秒，最多 {limitSeconds} 秒；排不满时还要查明原因，会略长一些
          </>
        ) : (
          generate.error && saidOf(generate.error)
        )}
      </Modal>
    </>
  )
}
