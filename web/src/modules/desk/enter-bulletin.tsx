import { type BulletinKind, type BulletinView, bulletinKinds } from '@anlan/contract/desk.ts'
import { Button, Form, type FormInstance, Input, Select, Upload } from 'antd'
import { useState } from 'react'
import { UnitsSelect } from '../../fields/unit-select.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { InstantField } from '../../ui/form/instant-field.tsx'
import { saidOf } from '../../ui/http.ts'
import { proposeBulletin, useEnterBulletin } from './requests.ts'

interface Values {
  text: string
  kind: BulletinKind
  title: string
  issuer: string
  issuedAt: string
  validUntil: string
  unitIds: string[]
}

/** Text files from older machines are often GB 18030. */
async function readTextFile(file: File): Promise<string> {
  const bytes = await file.arrayBuffer()
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** Pasted or read from a text file; what the text says of itself is filled in and looked over by whoever enters it. */
export function EnterBulletinDrawer({ replaces, onClose }: { replaces: BulletinView | null; onClose: () => void }) {
  const enter = useEnterBulletin()
  const [said, setSaid] = useState('')
  const recognise = async (form: FormInstance<Values>, text: string) => {
    if (!text.trim()) return
    try {
      const found = await proposeBulletin(text)
      form.setFieldsValue({
        title: found.title,
        kind: found.kind,
        ...(found.issuer && { issuer: found.issuer }),
        ...(found.issuedAt && { issuedAt: found.issuedAt }),
        unitIds: found.units.map(unit => unit.unitId),
      })
      setSaid(
        found.units.length
          ? `识别到 ${found.units.length} 个乡镇（${found.units[0]?.why}），请核对后登记`
          : '文中没有提到本县乡镇，请选择受影响乡镇',
      )
    } catch (error) {
      setSaid(saidOf(error))
    }
  }
  return (
    <ActionDrawer<Values>
      open
      title={replaces ? `更正：${replaces.title}` : '登记气象等信息'}
      act="登记并送达"
      width={560}
      initial={
        replaces
          ? {
              text: replaces.text,
              kind: replaces.kind,
              title: replaces.title,
              issuer: replaces.issuer,
              issuedAt: replaces.issuedAt,
              validUntil: replaces.validUntil,
              unitIds: replaces.addressees.map(one => one.unitId),
            }
          : { kind: 'forecast' }
      }
      consequence="登记后显示在所选单位值班台最上方，直到对方点“已阅”；原文不可修改，有误时登记更正。"
      onAct={(values, id) => enter.mutateAsync({ ...values, id, replacesId: replaces?.id ?? null })}
      onClose={onClose}
    >
      {form => (
        <>
          <Form.Item name="text" label="信息原文" required extra={said || '粘贴原文后自动识别标题、时间和乡镇'}>
            <Input.TextArea
              rows={7}
              autoFocus
              onPaste={() => setTimeout(() => void recognise(form, form.getFieldValue('text') ?? ''))}
            />
          </Form.Item>
          <div className="bulletin-acts">
            <Upload
              accept=".txt,text/plain"
              showUploadList={false}
              beforeUpload={file => {
                void readTextFile(file).then(text => {
                  form.setFieldValue('text', text)
                  return recognise(form, text)
                })
                return false
              }}
            >
              <Button>从文本文件导入</Button>
            </Upload>
            <Button onClick={() => void recognise(form, form.getFieldValue('text') ?? '')}>识别原文</Button>
          </div>
          <Form.Item name="title" label="标题" required>
            <Input />
          </Form.Item>
          <Form.Item name="kind" label="类别" required>
            <Select options={Object.entries(bulletinKinds).map(([value, label]) => ({ value, label }))} />
          </Form.Item>
          <Form.Item name="issuer" label="发布单位" required>
            <Input placeholder="例如 县气象台" />
          </Form.Item>
          <Form.Item name="issuedAt" label="发布时间" required>
            <InstantField />
          </Form.Item>
          <Form.Item name="validUntil" label="有效期至" required>
            <InstantField plain ahead />
          </Form.Item>
          <Form.Item name="unitIds" label="受影响乡镇" required>
            <UnitsSelect kinds={['town', 'department']} maxTagCount={8} />
          </Form.Item>
        </>
      )}
    </ActionDrawer>
  )
}
