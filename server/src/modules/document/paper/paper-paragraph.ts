import { type IContext, type IParagraphOptions, type IXmlableObject, Paragraph } from 'docx'

/** In CT_PPr these stand before the properties that the rest may have; a file with another order is damaged to Word. */
const laterProperties = ['w:spacing', 'w:ind', 'w:contextualSpacing', 'w:jc', 'w:outlineLvl', 'w:rPr', 'w:sectPr']

export type PaperParagraphOptions = IParagraphOptions & { onGrid?: boolean }

/**
 * A paragraph that puts no space between Chinese characters and figures or letters (the grid of 28 characters would not hold), and may leave
 * the line grid. The library has no options for these, or writes them where Word does not allow them.
 */
export class PaperParagraph extends Paragraph {
  private readonly added: IXmlableObject[]

  constructor({ onGrid = true, ...options }: PaperParagraphOptions) {
    super({ ...options, widowControl: false })
    const off = (name: string) => ({ [name]: { _attr: { 'w:val': 0 } } })
    this.added = [off('w:autoSpaceDE'), off('w:autoSpaceDN'), ...(onGrid ? [] : [off('w:snapToGrid')])]
  }

  override prepForXml(context: IContext): IXmlableObject | undefined {
    const written = super.prepForXml(context)
    const children = written?.['w:p'] as IXmlableObject[] | undefined
    const properties = children?.find(child => 'w:pPr' in child)?.['w:pPr'] as IXmlableObject[] | undefined
    if (!properties) throw new Error('docx 的段落结构与预期不符')
    const place = properties.findIndex(property => laterProperties.some(name => name in property))
    properties.splice(place < 0 ? properties.length : place, 0, ...this.added)
    return written
  }
}
