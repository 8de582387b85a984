import sax from 'sax'
import { Unreadable } from './blocks.ts'

export interface Element {
  name: string
  attributes: Record<string, string>
  children: Element[]
  text: string
}

const deepest = 120
const mostElements = 2_000_000

/**
 * The elements of one part of a document. No document type is taken, so no entity can be declared, read from elsewhere or multiply; depth and number are capped.
 * Text is kept where the element has nothing but text.
 */
export function elementsOf(xml: string): Element {
  const parser = sax.parser(true, { trim: false, normalize: false })
  const root: Element = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  let count = 0
  parser.ondoctype = () => {
    throw new Unreadable('文档含有不允许的声明，请用 Word 或 WPS 另存为 .docx 再导入')
  }
  parser.onopentag = tag => {
    if (open.length > deepest || ++count > mostElements) throw new Unreadable('文档结构过于复杂，请另存后再导入')
    const element: Element = {
      name: tag.name,
      attributes: tag.attributes as Record<string, string>,
      children: [],
      text: '',
    }
    open.at(-1)?.children.push(element)
    open.push(element)
  }
  parser.onclosetag = () => void open.pop()
  const say = (text: string) => {
    const here = open.at(-1)
    if (here) here.text += text
  }
  parser.ontext = say
  parser.oncdata = say
  parser.onerror = () => {
    throw new Unreadable('文档不完整或已损坏，请用 Word 或 WPS 打开后另存再导入')
  }
  parser.write(xml).close()
  return root
}

export const child = (element: Element | undefined, name: string) => element?.children.find(one => one.name === name)
/** The value of `w:val` of a child. */
export const wordOf = (element: Element | undefined, name: string) => child(element, name)?.attributes['w:val']
/** A property that is on unless said otherwise: `<w:b/>`. */
export const isOn = (element: Element | undefined, name: string) => {
  const found = child(element, name)
  return found !== undefined && !['0', 'false', 'off', 'none'].includes(found.attributes['w:val'] ?? '1')
}
