import {
  AlignmentType,
  Document,
  HeadingLevel,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx'
import type { TestBlock } from './document.ts'

const headings = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3, HeadingLevel.HEADING_4]

/** A .docx as offices make it: faces instead of styles, styles, printed numbers, tables. */
export async function writeDocx(blocks: TestBlock[]): Promise<Buffer> {
  const body = (text: string) =>
    new Paragraph({ children: [new TextRun({ text, font: { eastAsia: '仿宋_GB2312' }, size: 32 })] })
  const children = blocks.map(block => {
    if (typeof block === 'string') return body(block)
    if ('heading' in block)
      return new Paragraph({
        heading: headings[block.heading - 1] ?? HeadingLevel.HEADING_4,
        children: [new TextRun(block.text)],
      })
    if ('auto' in block)
      return new Paragraph({
        numbering: { reference: 'plan', level: block.auto },
        children: [new TextRun({ text: block.text, font: { eastAsia: '仿宋_GB2312' }, size: 32 })],
      })
    if ('toc' in block) return new Paragraph({ style: 'TOC1', children: [new TextRun(block.toc)] })
    if ('look' in block)
      return new Paragraph({
        alignment: block.look === 'title' ? AlignmentType.CENTER : AlignmentType.LEFT,
        children: [
          new TextRun({
            text: block.text,
            font: {
              eastAsia: block.look === 'title' ? '方正小标宋简体' : block.look === 'one' ? '黑体' : '楷体_GB2312',
            },
            size: block.look === 'title' ? 44 : 32,
          }),
        ],
      })
    if (!('table' in block)) throw new Error('only a worn document has this')
    return new Table({
      rows: block.table.map(
        row => new TableRow({ children: row.map(cell => new TableCell({ children: cell.split('\n').map(body) })) }),
      ),
    })
  })
  const format = (level: number, format: (typeof LevelFormat)[keyof typeof LevelFormat], text: string) => ({
    level,
    format,
    text,
    alignment: AlignmentType.LEFT,
  })
  return Packer.toBuffer(
    new Document({
      styles: { paragraphStyles: [{ id: 'TOC1', name: 'toc 1', basedOn: 'Normal' }] },
      numbering: {
        config: [
          {
            reference: 'plan',
            levels: [
              format(0, LevelFormat.CHINESE_COUNTING, '%1、'),
              format(1, LevelFormat.CHINESE_COUNTING, '（%2）'),
              format(2, LevelFormat.DECIMAL, '%3.'),
              format(3, LevelFormat.DECIMAL, '（%4）'),
            ],
          },
        ],
      },
      sections: [{ children }],
    }),
  )
}
/** The same as plain text: tables as pasted, with tabs. */
export const writeText = (blocks: TestBlock[]) =>
  blocks
    .map(block =>
      typeof block === 'string'
        ? block
        : 'table' in block
          ? block.table.map(row => row.join('\t')).join('\n')
          : 'toc' in block
            ? block.toc
            : 'text' in block
              ? block.text
              : '',
    )
    .join('\n')
