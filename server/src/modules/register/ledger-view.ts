import type { LedgerView } from '@anlan/contract/register.ts'
import { type Reach, reachFor } from '../../kernel/access/reach.ts'
import type { Work } from '../../kernel/work/work.ts'
import { fieldsOf, presentField } from './declaration/fields.ts'
import { type Ledger, permissionsOf } from './declaration/ledger.ts'
import { ledgers } from './declaration/ledgers.ts'
import { editableReach } from './records/reach.ts'

/** The ledgers the actor may read, in the order of their headings. */
export async function listLedgers(work: Work): Promise<LedgerView[]> {
  const readable = [...ledgers.values()].filter(ledger => reachFor(work.actor, permissionsOf(ledger).read))
  const views: LedgerView[] = []
  for (const ledger of readable) views.push(await presentLedger(work, ledger))
  return views.sort((a, b) => a.group.localeCompare(b.group, 'zh') || a.label.localeCompare(b.label, 'zh'))
}

/** A ledger with its fields in force and what the actor may do with it. */
export async function presentLedger(work: Work, ledger: Ledger): Promise<LedgerView> {
  const fields = await fieldsOf(work.tx, ledger)
  const mayEdit = holds(editableReach(work, ledger))
  return {
    name: ledger.name,
    label: ledger.label,
    group: ledger.group,
    purpose: ledger.purpose,
    titleField: ledger.title,
    ownerLabel: ledger.ownerLabel ?? '所属单位',
    verifyEveryDays: ledger.verifyEveryDays ?? null,
    symbol: ledger.symbol ?? null,
    fields: fields.map(field => presentField(field, ledger)),
    mayEdit,
    mayImport: mayEdit && reachFor(work.actor, 'register.import') !== null,
    mayRemove: mayEdit,
    mayDisclose: mayEdit && reachFor(work.actor, 'register.disclose') !== null && fields.some(field => field.sensitive),
    mayDefine: reachFor(work.actor, 'register.define') !== null && !ledger.storage,
  }
}

const holds = (reach: Reach) => reach.everything || reach.subtrees.length > 0 || reach.units.length > 0
