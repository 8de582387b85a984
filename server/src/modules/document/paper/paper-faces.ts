import { type IRunOptions, LineRuleType, Tab, TextRun } from 'docx'
import { closer, sizes } from './paper-layout.ts'

/**
 * Names of the typefaces, by what they are used for. They need a licence, so they are named in the file and not embedded; a reader without
 * them shows others in their place.
 */
export interface PaperFonts {
  /** 小标宋: agency's mark and title. */
  title: string
  /** 仿宋: body. */
  body: string
  /** 黑体: headings of the first level. */
  heading: string
  /** 楷体: headings of the second level, the signer's name. */
  subheading: string
  /** 宋体: page numbers. */
  pageNumber: string
}

export const standardFonts: PaperFonts = {
  title: '方正小标宋简体',
  body: '仿宋_GB2312',
  heading: '黑体',
  subheading: '楷体_GB2312',
  pageNumber: '宋体',
}

/** Runs of text in each face that a paper needs. */
export type Faces = ReturnType<typeof facesOf>
export const facesOf = (fonts: PaperFonts) => {
  const face =
    (font: string, size: number, always: IRunOptions = {}) =>
    (text: string, more: IRunOptions = {}) =>
      new TextRun({ text, font, size: size * 2, ...always, ...more })
  return {
    body: face(fonts.body, sizes.body, { characterSpacing: closer }),
    heading: face(fonts.heading, sizes.body, { characterSpacing: closer }),
    subheading: face(fonts.subheading, sizes.body, { characterSpacing: closer }),
    title: face(fonts.title, sizes.title),
    small: face(fonts.body, sizes.small),
    cell: face(fonts.body, sizes.table),
    cellHeading: face(fonts.heading, sizes.table),
    mark: face(fonts.heading, sizes.title),
    pageNumber: (children: IRunOptions['children']) =>
      new TextRun({ children, font: fonts.pageNumber, size: sizes.small * 2 }),
  }
}

export const tab = () => new TextRun({ children: [new Tab()] })
const exactly = (height: number) => ({ line: height, lineRule: LineRuleType.EXACT })
/** Outside of the grid, with lines of a height of their own. */
export const offGrid = (height: number, spacing: { before?: number; after?: number } = {}) => ({
  onGrid: false,
  spacing: { ...exactly(height), ...spacing },
})
