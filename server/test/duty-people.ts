import { Workbook } from '@cj-tech-master/excelts'

/** A list of duty people as a town keeps it: titles, merged cells, spaces in names, numbers of every kind, notes below. */
export async function dutyPeopleBook(): Promise<Buffer> {
  const book = new Workbook()
  const sheet = book.addWorksheet('值班人员')
  sheet.addRow(['城南街道2026年值班人员名单'])
  sheet.mergeCells('A1:F1')
  sheet.addRow(['填报单位：党政办', '', '', '', '2026年11月20日'])
  sheet.addRow([])
  sheet.addRow(['序号', '姓 名', '职  务', '值班岗位（必填）', '联系电话', '备注'])
  const people: [string, string, string, string | number, string][] = [
    ['何 世安', '党工委书记', '带班领导', 13900020001, ''],
    ['周明', '办事处主任', '带班领导', '139 0002 0002', ''],
    ['吴小琴', '武装部长', '带班', '13900020003/0838-5550011', ''],
    ['郑国强', '副主任', '带班领导', '+86 13900020004', ''],
    ['王立', '副主任', '值班领导', '13900020009', ''],
    ['赵一平', '党政办主任', '值班员', '13900020005', ''],
    ['钱 程', '四级主任科员', '值班员', '13900020006', '新进'],
    ['孙宁', '科员', '值班员', '13900020007', ''],
    ['李静', '科员', '值班员', '13900020008', '孕期'],
    ['冯涛', '科员', '值班员', '13900020010', ''],
    ['陈红', '科员', '值班员', '0838-5550011转8', ''],
    ['褚卫', '科员', '值班员', '1380013', ''],
  ]
  for (const [i, row] of people.entries()) sheet.addRow([i + 1, ...row])
  sheet.addRow([])
  sheet.addRow(['', '合计', '', '', `${people.length}人`])
  sheet.addRow(['合计', `${people.length} 人`])
  sheet.addRow(['', '注：请各办公室核对。'])
  return Buffer.from(await book.xlsx.writeBuffer())
}
