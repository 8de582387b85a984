import type { FormDefinition, FormSection, FormView } from '@anlan/contract/form.ts'
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Checkbox, Form, Input } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Clash } from '../../ui/form/clash.tsx'
import { newId } from '../../ui/form/new-id.ts'
import { primary } from '../../ui/hotkeys.ts'
import { Refusal, saidOf } from '../../ui/http.ts'
import { Loaded } from '../../ui/states.tsx'
import { showInstant } from '../../ui/time.ts'
import { formQuery, useCreateForm, useEditForm, usePublishForm } from './requests.ts'
import { freshSection, SectionEditor } from './section-editor.tsx'
import './form.css'

/** The definition editor: a draft that is published as the next version; what was opened before keeps its own. */
export function FormEditorPage() {
  const { id = '' } = useParams()
  const form = useQuery({ ...formQuery(id), enabled: id !== 'new' })
  if (id === 'new') return <Editor form={null} onReload={async () => undefined} />
  return (
    <Loaded of={form}>
      {view => <Editor key={view.id} form={view} onReload={async () => (await form.refetch()).data} />}
    </Loaded>
  )
}

interface EditorProps {
  form: FormView | null
  onReload: () => Promise<FormView | undefined>
}

function Editor({ form, onReload }: EditorProps) {
  const go = useNavigate()
  const { message } = App.useApp()
  const [name, setName] = useState(form?.name ?? '')
  const [purpose, setPurpose] = useState(form?.purpose ?? '')
  const [draft, setDraft] = useState<FormDefinition>(
    form?.draft ?? { sections: [freshSection()], allowsNone: true, noneWords: '无情况', footnote: '' },
  )
  const [isDirty, setDirty] = useState(form === null)
  const [wrong, setWrong] = useState<string[]>([])
  const [id] = useState(newId)
  const [isPublishing, setPublishing] = useState(false)
  // What is being typed belongs to the revision it began on; a newer one is taken over only while nothing is unsaved.
  const [revision, setRevision] = useState(form?.revision ?? 0)
  const [clash, setClash] = useState<string | null>(null)
  const create = useCreateForm()
  const edit = useEditForm(form?.id ?? '')
  const publish = usePublishForm(form?.id ?? '')

  const take = (from: FormView) => {
    setRevision(from.revision)
    setName(from.name)
    setPurpose(from.purpose)
    setDraft(from.draft)
    setDirty(false)
  }
  if (form && form.revision !== revision && !isDirty) take(form)
  const settle = async (mine: boolean) => {
    const fresh = await onReload()
    if (!fresh) return
    setClash(null)
    if (mine) setRevision(fresh.revision)
    else take(fresh)
  }
  const change = (next: Partial<FormDefinition>) => {
    setDraft({ ...draft, ...next })
    setDirty(true)
  }
  const section = (at: number, next: Partial<FormSection>) =>
    change({ sections: draft.sections.map((one, i) => (i === at ? { ...one, ...next } : one)) })
  const save = async () => {
    setWrong([])
    try {
      const content = { name, purpose, definition: draft }
      if (form) await edit.mutateAsync({ ...content, revision, enabled: form.enabled })
      else void go(`/forms/${(await create.mutateAsync({ id, ...content })).id}`, { replace: true })
      setDirty(false)
      void message.success('草稿已保存')
    } catch (error) {
      if (error instanceof Refusal && error.body.code === 'form/changed') return setClash(saidOf(error))
      setWrong([saidOf(error), ...(error instanceof Refusal ? error.fields.map(field => field.message) : [])])
    }
  }
  return (
    <>
      <header className="head">
        <h1>{form ? form.name : '新建表格'}</h1>
        {form && (
          <span className="quiet">
            {form.version ? `现行第 ${form.version} 版` : '未发布'}
            {form.draftChanged && '，有未发布的修改'}
          </span>
        )}
        <span className="spread" />
        {form?.version && <Link to={`/forms/${form.id}/print`}>打印空表</Link>}
        <Button loading={create.isPending || edit.isPending} disabled={!isDirty} onClick={() => void save()}>
          保存草稿
        </Button>
        {form && (
          <Button {...primary} disabled={isDirty || !form.draftChanged} onClick={() => setPublishing(true)}>
            发布第 {(form.version ?? 0) + 1} 版
          </Button>
        )}
      </header>
      {clash && <Clash text={clash} onSettle={mine => void settle(mine)} />}
      {wrong.length > 0 && (
        <Alert
          type="error"
          title={wrong[0]}
          description={[...new Set(wrong.slice(1))].join('；') || undefined}
          style={{ marginBottom: 12 }}
        />
      )}
      <section className="panel">
        <div className="form-body" style={{ maxWidth: 'none' }}>
          <div className="form-fields form-section">
            <div className="form-field">
              <label htmlFor="form-name">表格名称</label>
              <Input
                id="form-name"
                value={name}
                maxLength={60}
                onChange={({ target }) => {
                  setName(target.value)
                  setDirty(true)
                }}
              />
            </div>
            <div className="form-field">
              <label htmlFor="form-purpose">用途</label>
              <Input
                id="form-purpose"
                value={purpose}
                maxLength={200}
                onChange={({ target }) => {
                  setPurpose(target.value)
                  setDirty(true)
                }}
              />
            </div>
            <div className="form-field">
              <Checkbox checked={draft.allowsNone} onChange={({ target }) => change({ allowsNone: target.checked })}>
                可以一键报无情况
              </Checkbox>
              {draft.allowsNone && (
                <Input
                  aria-label="无情况的表述"
                  value={draft.noneWords}
                  maxLength={60}
                  onChange={({ target }) => change({ noneWords: target.value })}
                />
              )}
            </div>
          </div>
          {draft.sections.map((one, at) => (
            <SectionEditor
              // biome-ignore lint/suspicious/noArrayIndexKey: a new section has no name before it is saved
              key={at}
              section={one}
              ordinal={at + 1}
              onChange={next => section(at, next)}
              onRemove={
                draft.sections.length > 1
                  ? () => change({ sections: draft.sections.filter((_, i) => i !== at) })
                  : undefined
              }
            />
          ))}
          <Button onClick={() => change({ sections: [...draft.sections, freshSection()] })}>增加栏目</Button>
        </div>
      </section>
      {form && form.versions.length > 0 && <Versions form={form} />}
      <ActionDrawer<{ note: string }>
        open={isPublishing}
        title={`发布第 ${(form?.version ?? 0) + 1} 版`}
        act="发布"
        consequence="此后开放的各期按新版填报；已开放和已报的各期仍是原来的版本。"
        onAct={(values, versionId) => publish.mutateAsync({ id: versionId, revision: form?.revision ?? 0, ...values })}
        onClose={() => setPublishing(false)}
      >
        <Form.Item name="note" label="修改说明">
          <Input maxLength={200} />
        </Form.Item>
      </ActionDrawer>
    </>
  )
}

function Versions({ form }: { form: FormView }) {
  return (
    <section className="panel" style={{ marginTop: 12 }}>
      <h2>历次版本</h2>
      <div className="form-wide">
        <table className="form-table">
          <tbody>
            {form.versions.map(one => (
              <tr key={one.version}>
                <td>第 {one.version} 版</td>
                <td>{showInstant(one.publishedAt)}</td>
                <td>{one.publishedByName}</td>
                <td>{one.note}</td>
                <td>{one.definition.sections.reduce((sum, section) => sum + section.fields.length, 0)} 个字段</td>
                <td>已用 {one.pieces} 份</td>
                <td>
                  <Link to={`/forms/${form.id}/print?version=${one.version}`}>打印空表</Link>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
