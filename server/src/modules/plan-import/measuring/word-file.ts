import { strToU8, zipSync } from 'fflate'
import type { TestBlock } from './document.ts'

/**
 * A .docx with what Word leaves in files that went through several offices: text cut into runs, text boxes (twice, for old and new Word), tracked
 * changes, notes, head and foot of the page, merged cells, soft breaks, numbers that are not part of the text.
 */
export function writeWordFile(blocks: TestBlock[]): Buffer {
  const notes: string[] = []
  const edges = { header: '', footer: '' }
  const body = blocks
    .map(block => {
      if (typeof block === 'object' && 'header' in block) {
        edges.header = block.header
        return ''
      }
      if (typeof block === 'object' && 'footer' in block) {
        edges.footer = block.footer
        return ''
      }
      if (typeof block === 'object' && 'note' in block) {
        notes.push(block.note)
        return paragraph(`${runs(block.text)}<w:r><w:footnoteReference w:id="${notes.length}"/></w:r>`)
      }
      return blockOf(block)
    })
    .join('')
  const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const parts = ['styles', 'numbering', 'footnotes', 'header', 'footer']
  const files: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${type}.document.main+xml"/>${parts.map(one => `<Override PartName="/word/${one}.xml" ContentType="${type}.${one}+xml"/>`).join('')}</Types>`,
    '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="${relation}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/_rels/document.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${parts.map((one, i) => `<Relationship Id="r${i}" Type="${relation}/${one}" Target="${one}.xml"/>`).join('')}</Relationships>`,
    'word/document.xml': part(
      'document',
      `<w:body>${body}<w:sectPr><w:headerReference w:type="default" r:id="r3"/><w:footerReference w:type="default" r:id="r4"/></w:sectPr></w:body>`,
    ),
    'word/styles.xml': part('styles', styles),
    'word/numbering.xml': part('numbering', numbering),
    'word/header.xml': part('hdr', paragraph(runs(edges.header))),
    'word/footer.xml': part('ftr', paragraph(runs(edges.footer))),
    'word/footnotes.xml': part(
      'footnotes',
      notes.map((note, i) => `<w:footnote w:id="${i + 1}">${paragraph(runs(note))}</w:footnote>`).join(''),
    ),
  }
  return Buffer.from(
    zipSync(Object.fromEntries(Object.entries(files).map(([name, xml]) => [name, strToU8(xml)])), { level: 1 }),
  )
}

const part = (name: string, xml: string) =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:${name} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml">${xml}</w:${name}>`
const inXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const song = '<w:rFonts w:hint="eastAsia" w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/>'
const run = (text: string, face = song, word = 't') =>
  `<w:r><w:rPr>${face}</w:rPr><w:${word} xml:space="preserve">${inXml(text)}</w:${word}></w:r>`
/** Word cuts a line where somebody once stopped typing. */
const runs = (text: string, face = song) => {
  const at = Math.ceil(text.length / 3)
  return `${run(text.slice(0, at), face)}<w:proofErr w:type="spellStart"/>${text.length > at ? run(text.slice(at), face) : ''}`
}
const paragraph = (inside: string, properties = '') => `<w:p><w:pPr>${properties}</w:pPr>${inside}</w:p>`

function blockOf(block: TestBlock): string {
  if (typeof block === 'string') return paragraph(runs(block), '<w:ind w:firstLineChars="200"/>')
  if ('heading' in block) return paragraph(runs(block.text, ''), `<w:pStyle w:val="${block.heading}"/>`)
  if ('bold' in block) return paragraph(runs(block.bold, `<w:b/>${song}`))
  if ('auto' in block) return paragraph(runs(block.text), numbered(1, block.auto))
  if ('decimal' in block) return paragraph(runs(block.text), numbered(2, block.decimal))
  if ('toc' in block)
    return `<w:sdt><w:sdtContent>${paragraph(`<w:hyperlink w:anchor="_Toc1">${run(block.toc.split('\t')[0] ?? '')}<w:r><w:tab/></w:r>${run(block.toc.split('\t')[1] ?? '')}</w:hyperlink>`, '<w:pStyle w:val="11"/>')}</w:sdtContent></w:sdt>`
  if ('lines' in block) return paragraph(block.lines.map(line => runs(line)).join('<w:r><w:br/></w:r>'))
  if ('tracked' in block)
    return paragraph(
      block.tracked
        .split(/(\{[+-].*?[+-]\})/)
        .map(tracked)
        .join(''),
    )
  if ('box' in block) {
    const inside = `<w:txbxContent>${block.box.map(line => paragraph(runs(line))).join('')}</w:txbxContent>`
    return paragraph(
      `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>${inside}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>${inside}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>`,
    )
  }
  if ('table' in block) return tableOf(block.table)
  if ('look' in block)
    return paragraph(
      runs(
        block.text,
        `<w:rFonts w:eastAsia="${block.look === 'title' ? '方正小标宋简体' : block.look === 'one' ? '黑体' : '楷体_GB2312'}"/><w:sz w:val="${block.look === 'title' ? 44 : 32}"/>`,
      ),
      block.look === 'title' ? '<w:jc w:val="center"/>' : '',
    )
  return ''
}
const numbered = (list: number, level: number) =>
  `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`
function tracked(text: string): string {
  const by = 'w:id="9" w:author="法规科" w:date="2024-05-01T00:00:00Z"'
  if (text.startsWith('{+')) return `<w:ins ${by}>${runs(text.slice(2, -2))}</w:ins>`
  if (text.startsWith('{-')) return `<w:del ${by}>${run(text.slice(2, -2), song, 'delText')}</w:del>`
  return text && runs(text)
}
/** `^` continues the cell above, `<` belongs to the cell at its left. */
function tableOf(rows: string[][]): string {
  const cells = (row: string[], at: number) =>
    row
      .map((cell, column) => {
        if (cell === '<') return ''
        let span = 1
        while (row[column + span] === '<') span++
        const starts = rows[at + 1]?.[column] === '^' && cell !== '^'
        const merge = cell === '^' ? '<w:vMerge/>' : starts ? '<w:vMerge w:val="restart"/>' : ''
        return `<w:tc><w:tcPr>${span > 1 ? `<w:gridSpan w:val="${span}"/>` : ''}${merge}</w:tcPr>${(cell === '^'
          ? ''
          : cell
        )
          .split('\n')
          .map(line => paragraph(runs(line)))
          .join('')}</w:tc>`
      })
      .join('')
  return `<w:tbl><w:tblPr/>${rows.map((row, at) => `<w:tr>${cells(row, at)}</w:tr>`).join('')}</w:tbl>`
}
const style = (id: string, name: string, level?: number) =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/>${level === undefined ? '' : `<w:pPr><w:outlineLvl w:val="${level}"/></w:pPr>`}</w:style>`
// Chinese Word numbers its styles: heading 1 is called 1, the first level of contents 11.
const styles = [
  style('1', 'heading 1', 0),
  style('2', 'heading 2', 1),
  style('3', 'heading 3', 2),
  style('4', 'heading 4', 3),
  style('11', 'toc 1'),
].join('')
const level = (at: number, format: string, text: string) =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`
const numbering = `<w:abstractNum w:abstractNumId="1">${level(0, 'chineseCountingThousand', '%1、')}${level(1, 'chineseCountingThousand', '（%2）')}${level(2, 'decimal', '%3．')}${level(3, 'decimal', '（%4）')}</w:abstractNum><w:abstractNum w:abstractNumId="2">${level(0, 'decimal', '%1')}${level(1, 'decimal', '%1.%2')}${level(2, 'decimal', '%1.%2.%3')}${level(3, 'decimal', '（%4）')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>`
