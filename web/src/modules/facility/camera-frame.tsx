import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Loaded } from '../../ui/states.tsx'
import { cameraQuery } from './requests.ts'
import './facility.css'

/**
 * The picture of a camera on its card. It stands in a page of its own, which alone may load from the camera's host; nothing is fetched before
 * somebody asks for it.
 */
export function CameraFrame({ id }: { id: string }) {
  const [isLooking, setLooking] = useState(false)
  return (
    <Loaded of={useQuery(cameraQuery(id))} rows={1}>
      {camera =>
        camera.protocol === 'none' || !camera.address ? (
          <p className="quiet">尚未接入图像</p>
        ) : camera.protocol === 'rtsp' ? (
          <p className="camera-acts">
            <Button href={camera.address}>用本机播放器打开</Button>
            <span className="quiet">RTSP 视频浏览器不能直接播放，需安装能打开 rtsp 链接的播放器</span>
          </p>
        ) : isLooking ? (
          <iframe className="camera-frame" title={`${camera.name}现场图像`} src={`/camera-pictures/${id}`} />
        ) : (
          <p className="camera-acts">
            <Button type="primary" onClick={() => setLooking(true)}>
              查看现场图像
            </Button>
            {camera.state !== 'online' && <span className="quiet">登记为{states[camera.state]}，可能没有图像</span>}
          </p>
        )
      }
    </Loaded>
  )
}

const states = { online: '在线', offline: '离线', repair: '维修', planned: '计划建设' }
