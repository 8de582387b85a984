import { App, Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { saidOf } from '../../ui/http.ts'
import type { CallUpStepAct } from './requests.ts'

const betweenMs = 30_000

/** The driver's phone says where it is every half minute, as long as this page is open. */
export function TrackButton({ act }: { act: CallUpStepAct }) {
  const { message } = App.useApp()
  const [isOn, setOn] = useState(false)
  const send = useRef(act.mutateAsync)
  send.current = act.mutateAsync
  useEffect(() => {
    if (!isOn) return
    let sentAt = 0
    const watch = navigator.geolocation.watchPosition(
      ({ coords, timestamp }) => {
        if (Date.now() - sentAt < betweenMs) return
        sentAt = Date.now()
        const body = {
          position: { lng: coords.longitude, lat: coords.latitude },
          accuracyM: coords.accuracy,
          at: new Date(Math.min(timestamp, Date.now())).toISOString(),
        }
        send.current({ step: 'positions', body }).catch(error => void message.error(saidOf(error)))
      },
      () => {
        setOn(false)
        void message.error('手机没有允许定位，请在设置中允许，或登记途经地点')
      },
      { enableHighAccuracy: true, maximumAge: 10_000 },
    )
    return () => navigator.geolocation.clearWatch(watch)
  }, [isOn, message])
  // Browsers tell a position to pages that came over a safe line only.
  if (!('geolocation' in navigator) || !window.isSecureContext) return null
  return (
    <Button size="large" onClick={() => setOn(!isOn)}>
      {isOn ? '停止上报位置' : '手机上报位置'}
    </Button>
  )
}
