import { importActions } from '@anlan/contract/register.ts'
import type { Import, Row, RowAction } from './requests.ts'

/** What needs a look first stands first. */
export const actionOrder: RowAction[] = ['refused', 'create', 'change', 'same']

const saidOrder: RowAction[] = ['create', 'change', 'same', 'refused']

/** 新增 12 行，有误 1 行. */
export const sayCounts = (counts: Import['counts']): string =>
  saidOrder
    .filter(action => counts[action] > 0)
    .map(action => `${importActions[action]} ${counts[action]} 行`)
    .join('，') || '没有可导入的行'

/** How many rows would change the ledger. */
export const effective = (counts: Import['counts']) => counts.create + counts.change

/** The address of a cell as the spreadsheet shows it: C5; the whole row where no column is meant. */
export const cellOf = (row: Row, column: string) => (column ? `${column}${row.row}` : `第 ${row.row} 行`)
