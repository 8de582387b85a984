import type { CoordinateSystem } from '@anlan/contract/map.ts'
import type { EffectiveField } from '../../declaration/fields.ts'
import { type RawCell, textOf } from '../reading/raw-book.ts'
import { dayIn } from './days.ts'
import { clearingWords } from './labels.ts'
import type { References } from './references.ts'

/** What a cell says about a field: nothing (the value stays), that it is to be emptied, a value to be read on, or what is wrong. */
export type CellReading =
  | { say: 'nothing' }
  | { say: 'empty' }
  | { say: 'value'; value: unknown; repaired?: string }
  /** The mask of a sensitive value, as exports show it: it can only stand for the value that is there. */
  | { say: 'mask'; mask: string }
  | { say: 'wrong'; message: string }

export interface CellContext {
  counts1904: boolean
  today: string
  compare: (text: string) => string
  references: References
  /** The system in which the sheet gives positions; CGCS2000 degrees unless somebody says otherwise. */
  system?: CoordinateSystem
  unitId: string | null
}

const wrong = (message: string): CellReading => ({ say: 'wrong', message })
const value = (of: unknown, repaired?: string): CellReading => ({
  say: 'value',
  value: of,
  ...(repaired && { repaired }),
})

/** Reads one cell for a field. What people's spreadsheets do to values is undone where only one meaning is possible, and refused otherwise. */
export function readCell(field: EffectiveField, cell: RawCell | null, context: CellContext): CellReading {
  if (!cell) return { say: 'nothing' }
  if (cell.kind === 'uncomputed') return wrong(`${field.label}是公式且没有计算结果，请改为直接填写的值`)
  if (cell.kind === 'error') return wrong(`${field.label}的单元格是错误值 ${cell.text}`)
  const text = halfWidth(textOf(cell))
  if (text === '') return { say: 'nothing' }
  if (cell.kind === 'text' && clearingWords.includes(text)) return { say: 'empty' }
  const open = cell.kind === 'text' ? { ...cell, text: withoutGuard(text) } : cell
  if (field.sensitive && open.kind === 'text' && open.text.includes('*')) return { say: 'mask', mask: open.text }
  return readers[field.kind](field, open, context)
}

/** Exports put an apostrophe before what a spreadsheet could take for a formula or we for an order to empty. */
export const guarded = (text: string) =>
  /^'*[=+\-@\t\r＝＋－＠]/.test(text) || clearingWords.includes(text.replace(/^'+/, '').trim()) ? `'${text}` : text
const withoutGuard = (text: string) => (text.startsWith("'") && guarded(text.slice(1)) === text ? text.slice(1) : text)

type Reader = (field: EffectiveField, cell: RawCell, context: CellContext) => CellReading

const readText: Reader = (field, cell) => {
  if (cell.kind !== 'number') return value(textOf(cell))
  if (cell.padded) return value(cell.padded)
  if (Number.isInteger(cell.number) && Math.abs(cell.number) >= 1e15)
    return wrong(`${field.label}超过 15 位却存成了数字，末尾几位已丢失，请把单元格设为文本格式后重新填写`)
  return value(String(Number(cell.number.toPrecision(15))))
}

const readNumber: Reader = (field, cell) => {
  if (cell.kind === 'day' || cell.kind === 'flag')
    return wrong(`${field.label}应为数字，单元格里是${cell.kind === 'day' ? '日期' : '是否'}`)
  if (cell.kind === 'number') {
    const number = cell.percent && field.unit === '%' ? cell.number * 100 : cell.number
    return value(Number(number.toPrecision(15)))
  }
  const text = textOf(cell).normalize('NFKC').replace(/[,\s]/g, '')
  if (isScientific(text)) return wrong(`${field.label}是科学计数法，位数已丢失，请填写完整数字`)
  const unit = field.unit ?? ''
  return value(unit && text.endsWith(unit.normalize('NFKC')) ? text.slice(0, -unit.normalize('NFKC').length) : text)
}

const isScientific = (text: string) => /^-?\d+(\.\d+)?e[+-]?\d+$/i.test(text)

/** 8222345转801, 8222345 分机801 and 8222345 ext.801 as one dials and stores them: 8222345-801. */
export const withExtension = (phone: string) =>
  phone.replace(/(\d)\s*[(（]?\s*(?:转|分机号?|转分机|ext\.?|x)\s*[:：]?\s*(\d{1,6})\s*[)）]?$/i, '$1-$2')

/** A number keeps no zero in front: that of an area code is put back where the rest can only be a fixed-line number. */
const readPhone: Reader = (field, cell) => {
  const text = textOf(cell).normalize('NFKC')
  if (isScientific(text)) return wrong(`${field.label}是科学计数法，位数已丢失，请把单元格设为文本格式后重新填写`)
  const several = text
    .split(/[/、,;\n或]+/)
    .map(one => one.trim())
    .filter(one => one.replace(/\D/g, '').length >= 7)
  if (several.length > 1 || /\d{7,}\s+\d{7,}/.test(text)) return wrong(`${field.label}一格里有两个号码，请只填一个`)
  const plain = withExtension(
    text
      .replace(/^\+?86[-\s]?(?=1[3-9])/, '')
      .replace(/^\((0\d{2,3})\)\s*/, '$1-')
      .replace(/[—–]/g, '-'),
  )
  const digits = plain.replace(/[\s-]/g, '')
  if (/^1[3-9]\d{9}$/.test(digits)) return value(digits)
  const lost = /^(10|2\d)\d{8}$/.test(digits) || /^[3-9]\d{2}\d{7}$/.test(digits) || /^[3-9]\d{2}\d{8}$/.test(digits)
  if (!lost || /^[48]00\d{7}$/.test(digits) || plain !== digits) return value(plain)
  const areaDigits = /^(10|2)/.test(digits) ? 2 : 3
  const repaired = `0${digits.slice(0, areaDigits)}-${digits.slice(areaDigits)}`
  return value(repaired, `${field.label} ${text} 补为 ${repaired}`)
}

const readIdNumber: Reader = (field, cell) => {
  if (cell.kind === 'number' || isScientific(textOf(cell)))
    return wrong(`${field.label}存成了数字，末尾几位已丢失，请把单元格设为文本格式后重新填写`)
  return value(textOf(cell).normalize('NFKC').replace(/\s/g, ''))
}

const readDay: Reader = (field, cell, { counts1904, today }) => {
  const read = dayIn(cell, counts1904, today)
  return 'day' in read ? value(read.day) : wrong(`${field.label}${read.problem}`)
}

const yes = ['是', '有', '对', 'y', 'yes', 'true', 't', '1', '√', '✓', '✔', '☑']
const no = ['否', '无', '没有', '错', 'n', 'no', 'false', 'f', '0', '×', 'x', '✗', '✘', '☐']
const readYesNo: Reader = (_field, cell, { compare }) => {
  const word = compare(textOf(cell))
  return value(yes.includes(word) ? true : no.includes(word) ? false : textOf(cell))
}

const optionNamed = (field: EffectiveField, text: string, compare: (text: string) => string): string | null => {
  const plain = (word: string) => compare(word).replace(/\s/g, '')
  const bare = (word: string) => plain(word).replace(/[([（].*?[)\]）]/g, '')
  const options = field.options ?? []
  const exact = options.filter(option => option.code === text || plain(option.label) === plain(text))
  const found = exact.length > 0 ? exact : options.filter(option => option.enabled && bare(option.label) === bare(text))
  return found.length === 1 || exact.length > 0 ? (found[0]?.code ?? null) : null
}

const readChoice: Reader = (field, cell, { compare }) => {
  const text = textOf(cell)
  return value(optionNamed(field, text, compare) ?? text)
}

const readChoices: Reader = (field, cell, { compare }) => {
  const text = textOf(cell)
  const whole = optionNamed(field, text, compare)
  if (whole) return value([whole])
  const words = text
    .split(/[、，,;；/\n]+/)
    .map(word => word.trim())
    .filter(Boolean)
  return value(words.map(word => optionNamed(field, word, compare) ?? word))
}

const found = (read: { value: string } | { error: string }, field: EffectiveField) =>
  'value' in read ? value(read.value) : wrong(`${field.label}${read.error}`)

const readArea: Reader = (field, cell, { references, unitId }) => {
  const text = textOf(cell)
  if (isScientific(text)) return wrong(`${field.label}是科学计数法，位数已丢失，请填写名称或 12 位代码`)
  return found(references.area(text, references.areaCodeOf(unitId)), field)
}

const readers: Record<EffectiveField['kind'], Reader> = {
  text: readText,
  longText: readText,
  choice: readChoice,
  choices: readChoices,
  integer: readNumber,
  decimal: readNumber,
  day: readDay,
  yesNo: readYesNo,
  phone: readPhone,
  idNumber: readIdNumber,
  unit: (field, cell, { references }) => found(references.unit(textOf(cell)), field),
  person: (field, cell, { references, unitId }) => found(references.person(textOf(cell), unitId), field),
  area: readArea,
  place: (_field, cell) =>
    value(
      textOf(cell)
        .normalize('NFKC')
        .replace(/[东西南北经纬度°:EN]/g, ' ')
        .trim(),
    ),
}

/** Full-width letters and digits become half-width; punctuation of Chinese text stays. */
const halfWidth = (text: string) =>
  text
    .replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, one => String.fromCharCode(one.charCodeAt(0) - 0xfee0))
    .replace(/[\u3000\u00a0]/g, ' ')
    .trim()
