import { UploadOutlined } from '@ant-design/icons'
import { Button, Checkbox, Form, Input, InputNumber, Select, Upload } from 'antd'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { type BaseMapRow, useAddSource, useChangeBaseMap, useUploadBaseMap } from './requests.ts'
import { isPreset, presetAddress, presetAttribution, presetHosts, presets, subdomainsOf } from './tile-presets.ts'

interface About {
  label: string
  attribution?: string
  approvalNumber?: string
  isDefault?: boolean
}

const needed = (message: string) => [{ required: true, message }]

/** What every base map says of itself. */
function AboutFields({ canBeDefault }: { canBeDefault: boolean }) {
  return (
    <>
      <Form.Item name="label" label="名称" rules={needed('请填写名称')}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="attribution" label="版权说明" extra="显示在地图右下角">
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="approvalNumber" label="审图号" extra="由地图提供单位给出，公开使用的地图必须标注">
        <Input maxLength={40} placeholder="如 GS（2024）0000号" />
      </Form.Item>
      {canBeDefault && (
        <Form.Item required name="isDefault" valuePropName="checked">
          <Checkbox>设为默认底图</Checkbox>
        </Form.Item>
      )}
    </>
  )
}

interface Tiles extends About {
  source: string
  key?: string
  url?: string
  subdomains?: string
  minZoom?: number
  maxZoom?: number
  overlay?: boolean
}

const sources = [
  ...Object.entries(presets).map(([value, { label }]) => ({ value, label })),
  { value: 'wmts', label: '其他 WMTS 服务' },
  { value: 'xyz', label: '其他 XYZ 瓦片' },
]

/** Tiles from elsewhere: 天地图 by its key, anything else by its address. */
export function TilesDrawer({ onClose }: { onClose: () => void }) {
  const add = useAddSource()
  const send = (values: Tiles, id: string) => {
    const { source, key, url, subdomains, label, attribution, approvalNumber, isDefault, minZoom, maxZoom, overlay } =
      values
    const about = { id, label, attribution: attribution ?? '', approvalNumber: approvalNumber ?? '' }
    return add.mutateAsync(
      isPreset(source)
        ? {
            ...about,
            kind: 'wmts',
            url: presetAddress(source, key ?? ''),
            subdomains: presetHosts,
            minZoom: 1,
            maxZoom: 18,
            overlay: presets[source].overlay,
            isDefault: !presets[source].overlay && isDefault === true,
          }
        : {
            ...about,
            kind: source === 'wmts' ? 'wmts' : 'xyz',
            url: url ?? '',
            subdomains: subdomainsOf(subdomains),
            minZoom: minZoom ?? 0,
            maxZoom: maxZoom ?? 18,
            overlay: overlay === true,
            isDefault: !overlay && isDefault === true,
          },
    )
  }
  return (
    <ActionDrawer<Tiles>
      open
      title="添加在线底图"
      act="添加底图"
      consequence="瓦片由各人的浏览器直接读取，服务器不访问外网；不能上网的电脑请用上传的底图。"
      initial={{ source: 'vec', label: presets.vec.label, attribution: presetAttribution, minZoom: 0, maxZoom: 18 }}
      onAct={send}
      onClose={onClose}
    >
      {form => (
        <>
          <Form.Item name="source" label="来源" rules={needed('请选择来源')}>
            <Select
              options={sources}
              onChange={(source: string) =>
                form.setFieldsValue(
                  isPreset(source)
                    ? { label: presets[source].label, attribution: presetAttribution }
                    : { label: '', attribution: '' },
                )
              }
            />
          </Form.Item>
          <Form.Item noStyle dependencies={['source', 'overlay']}>
            {() => {
              const source = String(form.getFieldValue('source'))
              const isOverlay = isPreset(source) ? presets[source].overlay : form.getFieldValue('overlay') === true
              return (
                <>
                  {isPreset(source) ? (
                    <Form.Item
                      name="key"
                      label="密钥（tk）"
                      rules={needed('请填写密钥')}
                      extra="在天地图网站申请的浏览器端密钥，使用地图的人都能看到"
                    >
                      <Input maxLength={80} autoComplete="off" />
                    </Form.Item>
                  ) : (
                    <AddressFields />
                  )}
                  <AboutFields canBeDefault={!isOverlay} />
                </>
              )
            }}
          </Form.Item>
        </>
      )}
    </ActionDrawer>
  )
}

function AddressFields() {
  return (
    <>
      <Form.Item
        name="url"
        label="地址模板"
        rules={needed('请填写地址模板')}
        extra="密钥写在地址里；{z} 级别、{x} 列、{y} 行，有多个子域名时主机名中写 {s}"
      >
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} placeholder="https://…/{z}/{x}/{y}.png" />
      </Form.Item>
      <Form.Item name="subdomains" label="子域名" extra="用逗号分开，如 a,b,c；地址里没有 {s} 不用填">
        <Input />
      </Form.Item>
      <Form.Item name="minZoom" label="最小级别">
        <InputNumber min={0} max={24} precision={0} />
      </Form.Item>
      <Form.Item name="maxZoom" label="最大级别">
        <InputNumber min={0} max={24} precision={0} />
      </Form.Item>
      <Form.Item required name="overlay" valuePropName="checked">
        <Checkbox>叠加在其他在线底图上（如注记）</Checkbox>
      </Form.Item>
    </>
  )
}

interface FileValues extends About {
  file: { originFileObj?: File }[]
}

/** A base map of one's own: vector tiles or plain features. */
export function FileDrawer({ onClose }: { onClose: () => void }) {
  const upload = useUploadBaseMap()
  const send = ({ file, label, attribution, approvalNumber, isDefault }: FileValues) => {
    const chosen = file[0]?.originFileObj
    if (!chosen) return Promise.resolve()
    return upload.mutateAsync({
      file: chosen,
      label,
      attribution: attribution ?? '',
      approvalNumber: approvalNumber ?? '',
      isDefault: isDefault === true,
    })
  }
  return (
    <ActionDrawer<FileValues>
      open
      title="上传底图文件"
      act="上传底图"
      consequence="文件保存在本系统，随备份一起保存，不上网也能用。"
      onAct={send}
      onClose={onClose}
    >
      <Form.Item
        name="file"
        label="文件"
        valuePropName="fileList"
        getValueFromEvent={(event: { fileList: unknown[] }) => event.fileList}
        rules={needed('请选择文件')}
        extra="PMTiles 第 3 版矢量瓦片（不超过 500 MB），或 CGCS2000 经纬度的 GeoJSON（不超过 30 MB）"
      >
        <Upload accept=".pmtiles,.geojson,.json" maxCount={1} beforeUpload={() => false}>
          <Button icon={<UploadOutlined />}>选择文件</Button>
        </Upload>
      </Form.Item>
      <AboutFields canBeDefault />
    </ActionDrawer>
  )
}

/** The words of a base map; another address or file is another base map. */
export function ChangeDrawer({ row, onClose }: { row: BaseMapRow; onClose: () => void }) {
  const change = useChangeBaseMap()
  return (
    <ActionDrawer<About>
      open
      title={`修改${row.label}`}
      act="保存修改"
      consequence="地址、密钥或文件变了，请添加新的底图，再移除这一个。"
      initial={{
        label: row.label,
        attribution: row.attribution,
        approvalNumber: row.approvalNumber,
        isDefault: row.isDefault,
      }}
      onAct={values =>
        change.mutateAsync({
          id: row.id,
          version: row.version,
          label: values.label,
          attribution: values.attribution ?? '',
          approvalNumber: values.approvalNumber ?? '',
          ...(!row.overlay && { isDefault: values.isDefault === true }),
        })
      }
      onClose={onClose}
    >
      <AboutFields canBeDefault={!row.overlay} />
    </ActionDrawer>
  )
}
