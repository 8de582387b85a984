import {
  type Elements,
  mayBePending,
  type ReportElement,
  type ReportKind,
  reportElements,
  requiredElements,
} from '@anlan/contract/event-report.ts'

const names = Object.keys(reportElements) as ReportElement[]

const text = (elements: Elements, name: ReportElement) => elements[name]?.text.trim() ?? ''
const isPending = (elements: Elements, name: ReportElement) =>
  elements[name]?.pending === true && text(elements, name) === ''

/**
 * How complete a report is. 正在核实 counts as said where the paper may say it (先报后核). `missing` blocks sending.
 */
export function completenessOf(kind: ReportKind, elements: Elements) {
  const required = requiredElements(kind)
  const said = (name: ReportElement) =>
    text(elements, name) !== '' || (mayBePending(kind, name) && isPending(elements, name))
  return {
    filled: required.filter(said).length,
    of: required.length,
    missing: required.filter(name => !said(name)),
    pending: names.filter(name => isPending(elements, name)),
  }
}

/** An element as the paper says it. */
export const elementInWords = (elements: Elements, name: ReportElement): string =>
  isPending(elements, name) ? '正在核实' : text(elements, name)

/** Elements whose words differ between two reports of a chain. */
export function differencesBetween(before: Elements, after: Elements) {
  return names.flatMap(name => {
    const was = elementInWords(before, name)
    const is = elementInWords(after, name)
    // What a follow-up leaves out has not changed; it is just not said again.
    return was === is || is === '' ? [] : [{ element: name, name: reportElements[name].name, before: was, after: is }]
  })
}

export const compareElements = (left: Elements, right: Elements) =>
  names
    .map(name => ({
      element: name as string,
      name: reportElements[name].name as string,
      left: elementInWords(left, name),
      right: elementInWords(right, name),
    }))
    .filter(field => field.left || field.right)
    .map(field => ({ ...field, changed: field.left !== field.right }))

/**
 * Every required element that is blank becomes 正在核实, said out loud: a 首报 is never held up by what is not known yet. One that
 * cannot be so marked stays blank, to be written before the paper leaves.
 */
export function withPendingMarks(kind: ReportKind, elements: Elements): Elements {
  if (kind !== 'first' && kind !== 'followUp') return elements
  const marked: Elements = { ...elements }
  for (const name of requiredElements(kind))
    if (text(marked, name) === '') {
      if (mayBePending(kind, name)) marked[name] = { text: '', pending: true }
      else delete marked[name]
    }
  return marked
}
