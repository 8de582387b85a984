import { Problem } from '../../../kernel/problem.ts'
import { day, ledger, text } from '../../register/api.ts'

/** Nothing is entered here: a document is registered by being issued, and what is issued does not change. */
const refuse = async (): Promise<never> => {
  throw new Problem('not-permitted', { detail: '发文登记由公文和报送信息自动生成，不能手工登记或修改' })
}
const shown = { readOnly: true, inList: true } as const
const further = { readOnly: true, optional: true } as const

/** 发文登记: papers and reports that went out, by number, to whom, signed by whom. */
export default ledger({
  name: 'issued-documents',
  label: '发文登记',
  group: '公文',
  purpose: '已签发的公文和已报出的信息，文号、签发人和收文单位逐件可查。',
  title: 'title',
  key: [],
  ownerLabel: '发文单位',
  readableBy: 'reach',
  permissions: { read: 'paper.read', edit: null },
  fields: {
    number: text('文号', { ...shown, max: 80 }),
    title: text('标题', { ...shown, max: 200 }),
    kind: text('种类', { ...shown, max: 40 }),
    issuedOn: day('发文日期', shown),
    signer: text('签发人', { ...shown, max: 40 }),
    recipients: text('主送', { ...further, max: 4000 }),
    copies: text('抄送', { ...further, max: 4000 }),
    urgency: text('紧急程度', { ...further, max: 10 }),
    state: text('状态', { ...shown, max: 10 }),
    drafter: text('拟稿人', { ...further, max: 40 }),
  },
  storage: { source: 'issued_document_ledger', save: refuse, remove: refuse, restore: refuse },
})
