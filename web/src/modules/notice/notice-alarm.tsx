import type { MyNotice } from '@anlan/contract/notice.ts'
import { BellOutlined, NotificationOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { showTimer } from '../../ui/time.ts'
import { soundAlarm } from './alarm-sound.ts'
import { openNoticesQuery } from './requests.ts'
import './notice.css'

const muteFor = 10 * 60_000
const soundEvery = 8_000

/**
 * What waits for an answer, on every screen. Urgent notices sound until they are acknowledged; the mute ends by itself
 * so that nobody sleeps through the night on it.
 */
export function NoticeAlarm() {
  const { data } = useQuery(openNoticesQuery)
  const go = useNavigate()
  const waiting = data?.items ?? []
  const urgent = waiting.filter(notice => notice.urgent)
  const mute = useMute()
  const alarm = useAlarm(urgent.length > 0 && mute.left === 0)
  useDesktopNotifications(waiting)

  if (waiting.length === 0) return null
  return (
    <span className={urgent.length > 0 ? 'alarm alarm-urgent' : 'alarm'}>
      <Button type="text" size="small" icon={<BellOutlined />} onClick={() => void go('/notices')}>
        {waiting.length}
        <span className="not-phone"> 条通知待确认</span>
        {urgent.length > 0 ? ` · 紧急 ${urgent.length}` : ''}
      </Button>
      {urgent.length > 0 &&
        (mute.left > 0 ? (
          <Button type="text" size="small" onClick={mute.end}>
            已静音 {showTimer(mute.left)}
          </Button>
        ) : (
          <Button
            type="text"
            size="small"
            icon={<NotificationOutlined />}
            onClick={alarm.isSilent ? alarm.sound : mute.begin}
          >
            {alarm.isSilent ? '声音未开启，点此开启' : '静音 10 分'}
          </Button>
        ))}
    </span>
  )
}

function useMute() {
  const [until, setUntil] = useState(0)
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (until <= Date.now()) return
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [until])
  return {
    left: Math.max(0, until - now),
    begin: () => {
      setNow(Date.now())
      setUntil(Date.now() + muteFor)
    },
    end: () => setUntil(0),
  }
}

/** `isSilent` while the browser keeps the sound back: it waits for a first click or key. */
function useAlarm(sounding: boolean) {
  const [isSilent, setSilent] = useState(false)
  const sound = useCallback(() => void soundAlarm().then(heard => setSilent(!heard)), [])
  useEffect(() => {
    if (!sounding) return
    sound()
    const timer = setInterval(sound, soundEvery)
    return () => clearInterval(timer)
  }, [sounding, sound])
  return { isSilent: sounding && isSilent, sound }
}

function useDesktopNotifications(waiting: MyNotice[]) {
  const told = useRef<Set<string> | null>(null)
  useEffect(() => {
    if (typeof Notification === 'undefined') return
    if (Notification.permission === 'default' && waiting.length > 0) void Notification.requestPermission()
    const isFirstLook = told.current === null
    told.current ??= new Set()
    for (const notice of waiting) {
      if (told.current.has(notice.deliveryId)) continue
      told.current.add(notice.deliveryId)
      if (!isFirstLook && Notification.permission === 'granted') {
        new Notification(notice.title, { body: notice.body, tag: notice.deliveryId, requireInteraction: notice.urgent })
      }
    }
  }, [waiting])
}
