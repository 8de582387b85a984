import { strFromU8, unzipSync } from 'fflate'
import { plainParagraph, planFileLimits, type RawBlock, type RawCell, type RawParagraph, Unreadable } from './blocks.ts'
import { Numbering } from './numbering.ts'
import { child, type Element, elementsOf, isOn, wordOf } from './xml.ts'

const parts = ['word/document.xml', 'word/styles.xml', 'word/numbering.xml']

interface Style {
  outline: number | null
  list: string | undefined
  level: string | undefined
  toc: boolean
  run: Element | undefined
}

/**
 * Paragraphs and tables of a .docx, in order, with what Word knows of them: printed numbers, outline levels, looks. Only three parts of the archive
 * are unpacked, each within its cap. Throws `Unreadable`.
 */
export function readDocx(file: Uint8Array): RawBlock[] {
  const unpacked = unpack(file)
  const text = unpacked[parts[0] as string]
  if (!text) throw new Unreadable('文件中没有正文，请用 Word 或 WPS 另存为 .docx 再导入')
  const document = elementsOf(text)
  const styles = stylesOf(elementsIn(unpacked[parts[1] as string]))
  const reader = new Reader(styles, new Numbering(elementsIn(unpacked[parts[2] as string])))
  const body = child(child(document, 'w:document'), 'w:body')
  if (!body) throw new Unreadable('文件中没有正文，请用 Word 或 WPS 另存为 .docx 再导入')
  return reader.blocks(body)
}

function unpack(file: Uint8Array): Record<string, string> {
  try {
    const found = unzipSync(file, {
      filter: part => {
        if (!parts.includes(part.name)) return false
        if (part.originalSize > planFileLimits.partBytes) throw new Unreadable('文档过大，请删去图片、附表后再导入')
        return true
      },
    })
    return Object.fromEntries(Object.entries(found).map(([name, bytes]) => [name, strFromU8(bytes)]))
  } catch (error) {
    if (error instanceof Unreadable) throw error
    throw new Unreadable('文件不完整或已损坏，请用 Word 或 WPS 打开后另存再导入')
  }
}
const elementsIn = (text: string | undefined) => (text ? elementsOf(text) : null)

function stylesOf(part: Element | null): Map<string, Style> {
  const raw = new Map(
    (child(part ?? undefined, 'w:styles')?.children ?? [])
      .filter(one => one.name === 'w:style' && one.attributes['w:type'] === 'paragraph')
      .map(one => [one.attributes['w:styleId'] ?? '', one] as const),
  )
  const styles = new Map<string, Style>()
  const resolve = (id: string | undefined, depth = 0): Style => {
    const none = { outline: null, list: undefined, level: undefined, toc: false, run: undefined }
    const one = id === undefined || depth > 20 ? undefined : raw.get(id)
    if (!one || id === undefined) return none
    const known = styles.get(id)
    if (known) return known
    const above = resolve(wordOf(one, 'w:basedOn'), depth + 1)
    const name = (wordOf(one, 'w:name') ?? '').toLowerCase()
    const own = child(one, 'w:pPr')
    const byName = /^(?:heading|标题|標題)\s*([1-9])$/.exec(name)?.[1]
    const said = wordOf(own, 'w:outlineLvl') ?? (byName ? String(Number(byName) - 1) : undefined)
    const numbers = child(own, 'w:numPr')
    const style = {
      outline: said !== undefined ? (Number(said) < 9 ? Number(said) + 1 : null) : above.outline,
      list: wordOf(numbers, 'w:numId') ?? above.list,
      level: wordOf(numbers, 'w:ilvl') ?? above.level,
      toc: /^(toc|目录|目錄)\s*\d?/.test(name) || above.toc,
      run: child(one, 'w:rPr') ?? above.run,
    }
    styles.set(id, style)
    return style
  }
  for (const id of raw.keys()) resolve(id)
  return styles
}

class Reader {
  #characters = 0
  #paragraphs = 0
  readonly #styles: Map<string, Style>
  readonly #numbering: Numbering
  constructor(styles: Map<string, Style>, numbering: Numbering) {
    this.#styles = styles
    this.#numbering = numbering
  }

  blocks(parent: Element, toc = false): RawBlock[] {
    return parent.children.flatMap((one): RawBlock[] => {
      if (one.name === 'w:p')
        return [
          ...this.paragraphs(one, toc).map(paragraph => ({ paragraph })),
          ...boxesIn(one).flatMap(box => this.blocks(box).map(aside)),
        ]
      if (one.name === 'w:tbl') return [{ table: this.table(one) }]
      if (one.name === 'w:sdt') {
        const gallery = wordOf(child(child(one, 'w:sdtPr'), 'w:docPartObj'), 'w:docPartGallery')
        const content = child(one, 'w:sdtContent')
        return content ? this.blocks(content, toc || gallery === 'Table of Contents') : []
      }
      return ['w:customXml', 'w:ins', 'w:moveTo', 'w:smartTag'].includes(one.name) ? this.blocks(one, toc) : []
    })
  }

  /** One paragraph; a line break inside begins another, as it does for the eye. */
  paragraphs(element: Element, toc: boolean): RawParagraph[] {
    const own = child(element, 'w:pPr')
    const style = this.#styles.get(wordOf(own, 'w:pStyle') ?? '')
    const numbers = child(own, 'w:numPr')
    const list = wordOf(numbers, 'w:numId') ?? style?.list
    const at = Number(wordOf(numbers, 'w:ilvl') ?? style?.level ?? 0)
    const text = textOf(element)
    const said = wordOf(own, 'w:outlineLvl')
    const outline = said !== undefined ? (Number(said) < 9 ? Number(said) + 1 : null) : (style?.outline ?? null)
    const label = list && list !== '0' && text.trim() ? this.#numbering.next(list, at) : ''
    this.#characters += text.length
    if (this.#characters > planFileLimits.characters || ++this.#paragraphs > planFileLimits.paragraphs)
      throw new Unreadable('文档过长，请只导入预案正文和必要的附件')
    const look = lookOf(element, own, style)
    return text.split('\n').map((line, i) => ({
      text: line,
      label: i === 0 ? label : '',
      outline: i === 0 ? outline : null,
      toc: toc || style?.toc === true,
      look,
    }))
  }

  table(element: Element): RawCell[][] {
    const rows = element.children.flatMap(one =>
      one.name === 'w:sdt' ? (child(one, 'w:sdtContent')?.children ?? []) : [one],
    )
    return rows
      .filter(one => one.name === 'w:tr')
      .map(row =>
        row.children
          .flatMap(one => (one.name === 'w:sdt' ? (child(one, 'w:sdtContent')?.children ?? []) : [one]))
          .filter(one => one.name === 'w:tc')
          .map(cell => {
            const own = child(cell, 'w:tcPr')
            const merge = child(own, 'w:vMerge')
            return {
              // A table inside a cell is read as the lines of the cell.
              paragraphs: this.blocks(cell)
                .flatMap(block =>
                  'paragraph' in block
                    ? [block.paragraph]
                    : block.table.flatMap(line => line.flatMap(one => one.paragraphs)),
                )
                .filter(one => one.text.trim() || one.label),
              span: Math.min(60, Math.max(1, Number(wordOf(own, 'w:gridSpan') ?? 1) || 1)),
              continues: merge !== undefined && (merge.attributes['w:val'] ?? 'continue') === 'continue',
            }
          }),
      )
  }
}

/** Text boxes that hang on a paragraph; Word writes each twice, for itself and for older versions. */
function boxesIn(element: Element): Element[] {
  return element.children.flatMap(one => {
    if (one.name === 'w:txbxContent') return [one]
    if (one.name === 'w:del' || one.name === 'w:moveFrom' || one.name === 'w:pPr') return []
    if (one.name !== 'mc:AlternateContent') return boxesIn(one)
    const choices = one.children.map(boxesIn)
    return choices.find(found => found.length > 0) ?? []
  })
}
/** Stands beside the text: nothing that follows belongs below it. */
const aside = (block: RawBlock): RawBlock =>
  'paragraph' in block
    ? { paragraph: { ...block.paragraph, outline: null, toc: false, aside: true } }
    : { paragraph: { ...plainParagraph(textOfTable(block.table)), aside: true } }
const textOfTable = (rows: RawCell[][]) =>
  rows.map(row => row.map(cell => cell.paragraphs.map(one => one.text).join(' ')).join(' ')).join(' ')

/** What is seen of the paragraph: without what was deleted, without the codes of fields, without drawings. */
function textOf(element: Element): string {
  return element.children
    .map(one => {
      if (one.name === 'w:t') return one.text.replaceAll(/[\r\n]/g, ' ')
      if (one.name === 'w:tab' || one.name === 'w:ptab') return '\t'
      if (one.name === 'w:br') return one.attributes['w:type'] ? '' : '\n'
      if (one.name === 'w:cr') return '\n'
      if (one.name === 'w:noBreakHyphen') return '-'
      const isOpen = [
        'w:r',
        'w:hyperlink',
        'w:ins',
        'w:moveTo',
        'w:smartTag',
        'w:sdt',
        'w:sdtContent',
        'w:fldSimple',
        'w:customXml',
        'w:ruby',
        'w:rubyBase',
      ].includes(one.name)
      return isOpen ? textOf(one) : ''
    })
    .join('')
}

function lookOf(element: Element, own: Element | undefined, style: Style | undefined): string {
  const runs = element.children.filter(one => one.name === 'w:r' && child(one, 'w:t')?.text.trim())
  const run = child(runs[0], 'w:rPr') ?? style?.run
  const face = child(run, 'w:rFonts') ?? child(style?.run, 'w:rFonts')
  const size = wordOf(run, 'w:sz') ?? wordOf(style?.run, 'w:sz') ?? ''
  const allBold = runs.length > 0 && runs.every(one => isOn(child(one, 'w:rPr') ?? style?.run, 'w:b'))
  const middle = wordOf(own, 'w:jc') === 'center'
  return `${face?.attributes['w:eastAsia'] ?? ''}|${size}|${allBold ? 'b' : ''}|${middle ? 'c' : ''}`
}
