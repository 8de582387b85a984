import { squash } from '../text/line.ts'
import type { Cell, Draft } from './outline.ts'

type Block = { draft: Draft } | { table: Cell[][] }

/** An entry's words: without dots and the page it points to. */
const entryWords = (draft: Draft) =>
  squash(draft.piece.text)
    .replace(/[.…·。\s]*\d*$/, '')
    .replace(/^[.…]+|[.…]+$/g, '')
const hasLeader = (draft: Draft) =>
  /(?:\.{4,}|…{2,}|·{4,})\s*[-—]?\s*\d*\s*[-—]?\s*$|\S\s+\d{1,3}$/.test(draft.piece.text) &&
  !/[。;]/.test(draft.piece.text)

/** Leaves the table of contents out: by its style, by the word 目录, or because the first titles come again with text below them. */
export function dropContents(blocks: Block[]): Block[] {
  const styled = blocks.filter(block => !('draft' in block && block.draft.toc))
  const at = styled.findIndex(block => 'draft' in block && /^(?:目录|目次)$/.test(squash(block.draft.piece.text)))
  const from = at >= 0 ? at : firstEntry(styled)
  if (from < 0) return styled
  const first = styled.slice(at >= 0 ? at + 1 : from).find(block => 'draft' in block)
  if (!first || !('draft' in first)) return styled.filter((_, i) => i !== at)
  const begin = styled.indexOf(first)
  const words = entryWords(first.draft)
  const again = styled.findIndex((block, i) => i > begin && 'draft' in block && entryWords(block.draft) === words)
  const between = again < 0 ? [] : styled.slice(begin, again)
  const isList =
    between.length >= 3 &&
    between.length <= 250 &&
    between.every(block => 'draft' in block && block.draft.piece.text.length <= 60) &&
    between.filter(block => 'draft' in block && /[。;]/.test(block.draft.piece.text)).length === 0
  if (isList) return styled.filter((block, i) => i !== at && (i < begin || i >= again || !isEntry(block)))
  return styled.filter(
    (block, i) =>
      i !== at &&
      !(at >= 0 && i > at && i < at + 250 && 'draft' in block && hasLeader(block.draft) && isBeforeText(styled, i)),
  )
}
const isEntry = (block: Block) => 'draft' in block
const isBeforeText = (blocks: Block[], at: number) => {
  const text = blocks.findIndex(block => 'draft' in block && /[。;]/.test(block.draft.piece.text))
  return text < 0 || at < text
}

/** Without the word 目录: the first numbered title, when it stands there twice. */
function firstEntry(blocks: Block[]): number {
  const begin = blocks.findIndex(
    block => 'draft' in block && /^(?:一、|1[.、\s]?|第一章)\s*总\s*则/.test(block.draft.piece.text),
  )
  return begin
}
