import { Workbook } from '@cj-tech-master/excelts'

/** 清溪县 as its offices keep it: a list of divisions with titles, merged cells and sums, and departments on a second tab. */
export async function unitBook(): Promise<Buffer> {
  const book = new Workbook()
  const places = book.addWorksheet('区划')
  places.addRow(['清溪县乡镇（街道）、村（社区）基本情况表'])
  places.mergeCells('A1:F1')
  places.addRow(['填报单位：清溪县民政局', '', '', '', '截至2026年9月30日'])
  places.addRow([])
  places.addRow(['序号', '乡镇(街道)', '村(社区)', '统计用区划代码', '户 数', '值班电话'])
  let number = 1
  for (const [town, code, phone, villages] of towns) {
    const first = places.rowCount + 1
    places.addRow([number++, town, '', `511999${code}000`, '', phone])
    for (const [i, village] of villages.entries())
      places.addRow([number++, town, village, Number(`511999${code}${201 + i}`), `${200 + 37 * i}户`, ''])
    places.mergeCells(`B${first}:B${places.rowCount}`)
  }
  places.addRow(['合计', '', '', '', '2,316户'])
  places.addRow(['注：代码来源于统计部门。'])
  const units = book.addWorksheet('县级部门')
  units.addRow(['县级部门值班电话'])
  units.mergeCells('A1:C1')
  units.addRow(['单位名称', '24小时值班电话', '传真'])
  for (const row of departments) units.addRow(row)
  return Buffer.from(await book.xlsx.writeBuffer())
}

const towns: [name: string, code: string, phone: string, villages: string[]][] = [
  ['清溪镇', '101', '0838-5550101', ['城关社区', '东门社区', '石桥村']],
  ['柳坪镇', '102', '（0838）5550102', ['柳坪村', '大湾村', '新桥村']],
  ['高岩乡', '203', '0838－5550203', ['高岩村', '石桥村']],
]
const departments = [
  ['县应急管理局', '0838-5551001', '0838-5551002'],
  ['县水利局', '0838-5551003/5551004', ''],
  ['县林业局', '0838-5551005', '无'],
  ['清溪县卫生健康局', '0838-5551006', ''],
  ['县公安局', '110', ''],
  ['县交通运输局', '0838-5551007', ''],
  ['县自然资源局', '0838-5551008', ''],
  ['清溪县消防救援大队', '119', ''],
]

/** The county's telephone list: units merged over their people, mobiles as numbers, two numbers in a cell, names with spaces in them. */
export async function personBook(): Promise<Buffer> {
  const book = new Workbook()
  const sheet = book.addWorksheet('通讯录')
  sheet.addRow(['清溪县应急值守通讯录（内部使用）'])
  sheet.mergeCells('A1:D1')
  sheet.addRow(['单位', '姓名', '职务', '联系电话'])
  const people: [unit: string, rows: [name: string, post: string, phone: string | number][]][] = [
    ['县领导', [['何世安', '副县长', 13900010001]]],
    [
      '县总值班室',
      [
        ['周明', '值班员', '13900010002/0838-5550000'],
        ['吴小琴', '值班员', ' 139 0001 0003 '],
      ],
    ],
    [
      '县应急管理局',
      [
        ['郑国强', '局长', 13900010004],
        ['冯丽', '办公室主任', '13900010005、0838-5551001'],
      ],
    ],
    [
      '清溪镇人民政府',
      [
        ['陈建', '镇长', 13900010006],
        ['杨帆', '应急办主任', '+86 13900010007'],
      ],
    ],
    ['柳坪镇', [['赵敏', '应急办主任', 13900010008]]],
    ['高岩乡', [['孙浩', '应急办主任', '1390001000']]],
  ]
  for (const [unit, rows] of people) {
    const first = sheet.rowCount + 1
    for (const row of rows) sheet.addRow([unit, ...row])
    if (rows.length > 1) sheet.mergeCells(`A${first}:A${sheet.rowCount}`)
  }
  sheet.addRow(['填表人：冯丽'])
  return Buffer.from(await book.xlsx.writeBuffer())
}
