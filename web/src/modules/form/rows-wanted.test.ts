import type { FormDefinition, FormField } from '@anlan/contract/form.ts'
import { expect, test } from 'vitest'
import { splitUnfilled, withRowsWanted } from './rows-wanted.ts'

const field = (name: string): FormField => ({
  name,
  label: name,
  kind: 'text',
  required: true,
  unit: '',
  options: [],
  help: '',
  min: null,
  max: null,
})
const definition: FormDefinition = {
  sections: [
    {
      name: 'points',
      title: '网点',
      kind: 'table',
      help: '',
      rowsOf: 'supply-points',
      fields: [field('point'), field('stock')],
    },
  ],
  allowsNone: false,
  noneWords: '',
  footnote: '',
}
const wanted = [{ section: 'points', ledger: 'supply-points', ledgerLabel: '网点', names: ['甲', '乙'] }]

test('each record has its row, what was typed stays with its record, rows of others stand behind', () => {
  const values = {
    points: [
      { point: '丙', stock: 1 },
      { point: '乙', stock: 0 },
    ],
  }
  expect(withRowsWanted(definition, wanted, values)).toEqual({
    points: [{ point: '甲' }, { point: '乙', stock: 0 }, { point: '丙', stock: 1 }],
  })
})

test('a row with nothing but the name is not handed in and is told; a zero is filled in', () => {
  const values = withRowsWanted(definition, wanted, { points: [{ point: '乙', stock: 0 }] })
  expect(splitUnfilled(definition, wanted, values)).toEqual({
    values: { points: [{ point: '乙', stock: 0 }] },
    unfilled: ['甲'],
  })
})
