import type { FieldView } from '@anlan/contract/register.ts'
import { expect, test } from 'vitest'
import { changedValues, clashOf } from './form-values.ts'

const field = (name: string, sensitive = false) => ({ name, sensitive, readOnly: false }) as FieldView
const fields = ['name', 'contact', 'phone', 'needs', 'place'].map(name => field(name))

test('only what differs is sent, and what was emptied is sent as blank', () => {
  const before = { name: '枫溪县', contact: '韦宏', phone: null, needs: ['a', 'b'], place: { lng: 108.1, lat: 29.2 } }
  const now = { name: ' 枫溪县 ', contact: '', phone: undefined, needs: ['b', 'a'], place: { lat: 29.2, lng: 108.1 } }
  expect(changedValues(fields, before, now)).toEqual({ contact: null })
})

test('a field only the other changed is taken over; one that both changed must be decided; the same thought twice is no clash', () => {
  const before = { name: '枫溪县', contact: '韦宏', phone: '110' }
  const theirs = { name: '枫溪区', contact: '秦岚', phone: '119' }
  const mine = { name: '枫溪县', contact: '罗江', phone: '119' }
  const { both, theirsOnly } = clashOf(fields, before, theirs, mine)
  expect(both.map(one => one.name)).toEqual(['contact'])
  expect(theirsOnly.map(one => one.name)).toEqual(['name'])
})

test('a sensitive field is never compared', () => {
  const clash = clashOf([field('mobile', true)], { mobile: '1' }, {}, { mobile: '2' })
  expect(clash).toEqual({ both: [], theirsOnly: [] })
})
