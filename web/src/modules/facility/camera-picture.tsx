import type { CameraView } from '@anlan/contract/facility.ts'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useParams } from 'react-router'
import { Loaded } from '../../ui/states.tsx'
import { cameraQuery } from './requests.ts'
import './facility.css'

/** Nothing but the picture of one camera, as the card of the camera frames it. */
export function CameraPicturePage() {
  const { id = '' } = useParams()
  return (
    <div className="camera-picture">
      <Loaded of={useQuery(cameraQuery(id))}>{camera => <Picture camera={camera} />}</Loaded>
    </div>
  )
}

function Picture({ camera }: { camera: CameraView }) {
  const [failed, setFailed] = useState(false)
  const address = camera.address ?? ''
  const parts = { address, name: camera.name, onFailed: setFailed }
  return (
    <>
      {camera.protocol === 'snapshot' && <Snapshot {...parts} />}
      {camera.protocol === 'mjpeg' && (
        <img
          src={address}
          alt={`${camera.name}现场图像`}
          onError={() => setFailed(true)}
          onLoad={() => setFailed(false)}
        />
      )}
      {camera.protocol === 'hls' && <Film {...parts} />}
      {failed && (
        <div className="camera-failed" role="alert">
          <b>没有取到图像</b>
          <span>
            请检查本机能否访问视频网，或摄像点是否在线{camera.phone && `；管护人 ${camera.keeper} ${camera.phone}`}
          </span>
          {location.protocol === 'https:' && address.startsWith('http:') && (
            <span>本系统以加密方式打开，浏览器可能不显示未加密的图像地址</span>
          )}
          <a href={address} target="_blank" rel="noreferrer">
            在新窗口打开图像地址
          </a>
        </div>
      )}
    </>
  )
}

interface Shown {
  address: string
  name: string
  onFailed: (failed: boolean) => void
}

const snapshotEveryMs = 2_000

/** A picture that is fetched anew; the next is asked for when the last is there, so that a slow line is not flooded. */
function Snapshot({ address, name, onFailed }: Shown) {
  const [moment, setMoment] = useState(0)
  const next = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(next.current), [])
  const went = (failed: boolean) => {
    onFailed(failed)
    clearTimeout(next.current)
    next.current = setTimeout(() => setMoment(before => before + 1), failed ? snapshotEveryMs * 5 : snapshotEveryMs)
  }
  const fresh = `${address}${address.includes('?') ? '&' : '?'}_=${moment}`
  return <img src={fresh} alt={`${name}现场图像`} onLoad={() => went(false)} onError={() => went(true)} />
}

/** HLS: by the browser itself where it can, by the player that is loaded only here otherwise. */
function Film({ address, name, onFailed }: Shown) {
  const place = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    const video = place.current
    if (!video) return
    if (video.canPlayType('application/vnd.apple.mpegurl')) {
      video.src = address
      return
    }
    let stop = () => {}
    let isOver = false
    void import('hls.js').then(({ default: Hls }) => {
      if (isOver) return
      // Without a worker, which the policy of the page does not allow.
      const player = new Hls({ enableWorker: false })
      player.on(Hls.Events.ERROR, (_event, { fatal }) => fatal && onFailed(true))
      player.on(Hls.Events.FRAG_BUFFERED, () => onFailed(false))
      player.loadSource(address)
      player.attachMedia(video)
      stop = () => player.destroy()
    })
    return () => {
      isOver = true
      stop()
    }
  }, [address, onFailed])
  return (
    <video
      ref={place}
      aria-label={`${name}现场图像`}
      autoPlay
      muted
      playsInline
      controls
      onError={() => onFailed(true)}
    />
  )
}
