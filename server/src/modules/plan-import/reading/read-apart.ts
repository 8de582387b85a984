import { CappedWorkerError, runCapped } from '../../../kernel/files/capped-worker.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import type { ReadPlan } from '../read-plan.ts'
import { planFileLimits } from './blocks.ts'

// A plan of 300 pages stays far below; what needs more is refused, not served slowly.
const limits = { heapMb: 384, residentMb: 700, seconds: 40, outputBytes: 40 * 2 ** 20 }
const entry = 'modules/plan-import/reading/read-plan.worker'

/** What an uploaded file says, read by a capped worker. Refuses in Chinese: `file/type-refused`, `file/too-large`, `plan-import/unreadable`. */
export async function readFile(name: string, content: Buffer): Promise<ReadPlan> {
  const extension = name.toLowerCase().split('.').at(-1) ?? ''
  if (extension === 'doc' || extension === 'wps' || extension === 'pdf')
    throw new Problem('file/type-refused', { detail: '请用 Word 或 WPS 另存为 .docx 再导入，也可以粘贴文字' })
  if (extension !== 'docx' && extension !== 'txt')
    throw new Problem('file/type-refused', { detail: '只能导入 .docx 或 .txt 文件' })
  if (content.length > planFileLimits.bytes)
    throw new Problem('file/too-large', { detail: '预案文件不能超过 20 MB，请删去图片后再导入' })
  if (content.length < 4) throw new Problem('plan-import/unreadable', { detail: '文件是空的' })
  const isPacked = content.readUInt32BE(0) === 0x504b0304
  if (isPacked !== (extension === 'docx'))
    throw new Problem('file/type-refused', { detail: '文件内容与扩展名不符，请用 Word 或 WPS 另存后再导入' })
  return readApart(extension, content)
}

/** The same for pasted text. */
export async function readPasted(text: string): Promise<ReadPlan> {
  if (text.trim().length < 10) throw fieldProblem('invalid-input', '/text', '预案文字', '文字太短，看不出是预案')
  return readApart('txt', Buffer.from(text, 'utf8'))
}

async function readApart(extension: string, content: Buffer): Promise<ReadPlan> {
  const answer = await runCapped(entry, [extension], content, limits).catch(error => {
    if (!(error instanceof CappedWorkerError)) throw error
    const what =
      error.reason === 'time' ? '读取用时过长' : error.reason === 'broken' ? '文件不完整或已损坏' : '文件过大'
    throw new Problem('plan-import/unreadable', { detail: `${what}，请另存为新的 .docx，或粘贴文字再导入` })
  })
  const read = JSON.parse(answer.toString('utf8')) as ReadPlan | { refused: string }
  if ('refused' in read) throw new Problem('plan-import/unreadable', { detail: read.refused })
  return read
}
