import type { FormInstance } from 'antd'
import { Refusal } from '../http.ts'

type NamePath = (string | number)[]

/** RFC 6901 pointer to the name path of a form field: `/losses/deaths` → ['losses', 'deaths']. */
export const pathOf = (pointer: string): NamePath =>
  pointer
    .replace(/^#/, '')
    .split('/')
    .slice(1)
    .map(part => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'))
    .map(part => (/^\d+$/.test(part) ? Number(part) : part))

const same = (left: unknown, right: NamePath) => Array.isArray(left) && left.join('/') === right.join('/')

/**
 * Puts each message of a refusal at its field, the nearest one the form has. Returns the messages that found no field;
 * they must be shown above the form.
 */
export function placeFieldErrors(form: FormInstance, error: unknown): string[] {
  if (!(error instanceof Refusal)) return []
  const fields = form.getFieldsError().map(field => field.name as NamePath)
  const homeless: string[] = []
  const placed = new Map<string, { name: NamePath; errors: string[] }>()
  for (const { pointer, message } of error.fields) {
    let path = pathOf(pointer)
    while (path.length > 0 && !fields.some(field => same(field, path))) path = path.slice(0, -1)
    if (path.length === 0) {
      // The refusal as a whole already says it.
      if (message !== error.body.detail) homeless.push(message)
    } else {
      const key = path.join('/')
      const known = placed.get(key) ?? { name: path, errors: [] }
      known.errors.push(message)
      placed.set(key, known)
    }
  }
  const first = [...placed.values()][0]
  if (first) {
    form.setFields([...placed.values()])
    form.scrollToField(first.name, { block: 'center' })
  }
  return homeless
}
