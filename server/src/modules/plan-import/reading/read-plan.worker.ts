import { readPlan } from '../read-plan.ts'
import { Unreadable } from './blocks.ts'
import { readDocx } from './docx.ts'
import { decodeText, readText } from './plain-text.ts'

/** Runs capped and alone: the bytes of a document come in; its paragraphs and what they propose go out as JSON, or why it cannot be read. */
const chunks: Buffer[] = []
for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
try {
  const file = Buffer.concat(chunks)
  const blocks = process.argv[2] === 'docx' ? readDocx(file) : readText(decodeText(file))
  const { Converter } = await import('opencc-js/t2cn')
  const read = readPlan(blocks, Converter({ from: 't', to: 'cn' }))
  if (read.paragraphs.length === 0) throw new Unreadable('文件中没有文字')
  process.stdout.write(JSON.stringify(read))
} catch (error) {
  if (!(error instanceof Unreadable)) throw error
  process.stdout.write(JSON.stringify({ refused: error.message }))
}
