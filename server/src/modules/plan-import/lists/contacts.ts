import { isName, postOnly } from '../organisation/posts.ts'
import type { Entry, PlanDocument } from '../outline/outline.ts'
import { type AnyDraft, clip, draft } from '../propose.ts'
import type { Piece } from '../text/line.ts'
import { besideEachOther, sheetOf, wordsOf } from './columns.ts'

const phone =
  /(?:(?:\+?86[- ]?)?1[3-9]\d(?:[ -]?\d){8}|(?:0\d{2,3}[-— ]?)?[2-9]\d{6,7}(?:-\d{1,4})?|0\d{2,3}[-— ]?(?:12119|12369|12345|12350|12328|12122)|(?<!\d)(?:110|119|120|122|12345|12350|12119|12369|12328|12122|95598)(?!\d))/

const words = {
  phone: /电话|手机|号码|联系方式|通讯方式/,
  unit: /单位|部门|机构|乡镇|科室|队伍名称|医院/,
  post: /职务|岗位|身份|职责|指挥部职务|担任/,
  name: /姓名|联系人|负责人|责任人/,
  note: /备注|说明/,
}

/** Tables and lists of telephones, as posts: whose name stands there is left out. */
export function contactsOf(document: PlanDocument): AnyDraft[] {
  return document.entries.flatMap(entry => {
    if (entry.kind === 'table') return inTable(entry)
    if (
      entry.kind === 'text' &&
      entry.path.some(one => /通讯录|联络|联系电话|值班电话|通信录|联系方式|电话/.test(one.words))
    )
      return inLine(entry.piece)
    // 值班电话：县公安局 0837-…；县应急管理局 …: a list wherever it stands.
    const listed =
      entry.kind === 'text'
        ? entry.piece.split(/。/, true).find(one => /^\p{Script=Han}{0,6}电话\s*:\s*\p{Script=Han}/u.test(one.text))
        : undefined
    if (listed) return inLine(listed)
    if (
      entry.kind === 'text' &&
      entry.path.some(one => one.style === 'annex') &&
      /^\p{Script=Han}{3,20}\s*:\s*0?\d[\d-]{2,}/u.test(entry.piece.text)
    )
      return inLine(entry.piece)
    return entry.kind === 'text' ? dutyPhone(entry.piece) : []
  })
}

/** 0523-86002222、120: all numbers of a cell. */
const phonesIn = (piece: Piece) => piece.split(/[、,;/]|(?<=\d{7})\s+/).flatMap(part => part.find(phone) ?? [])

function inTable(entry: Extract<Entry, { kind: 'table' }>): AnyDraft[] {
  const rows = besideEachOther(entry.rows)
  const sheet = sheetOf(rows, words, has => has('phone') && (has('unit') || has('post')))
  const header = rows
    .slice(0, 3)
    .flat()
    .map(cell => cell.lines.map(one => one.text).join(''))
    .join(' ')
  if (!sheet || /路线|安置点|帮扶|避险|数量/.test(header)) return []
  // 办公电话 and 手机 each have a column; a fax is no telephone.
  const columns = new Set(
    rows
      .slice(0, 3)
      .flat()
      .filter(cell => words.phone.test(wordsOf(cell)) && !/传真/.test(wordsOf(cell)) && !phone.test(wordsOf(cell)))
      .flatMap(cell => Array.from({ length: cell.span }, (_, i) => cell.column + i))
      .filter(
        column => !rows.slice(0, 3).some(row => row.some(cell => cell.column === column && /传真/.test(wordsOf(cell)))),
      ),
  )
  return sheet.rows.flatMap(row => {
    const numbers = [...columns].flatMap(row.at).flatMap(phonesIn)
    const unit = row('unit')[0]
    const post = row('post').flatMap(one => (isName(one.text) ? [] : (postOnly(one) ?? [])))[0]
    if (numbers.length === 0 || (!unit && !post)) return []
    const posts = [unit && !isName(unit.text) ? unit : undefined, post].filter(one => one !== undefined)
    if (posts.length === 0) return []
    const said = posts
      .map(one => one.raw)
      .join(' ')
      .slice(0, 60)
    return numbers.map(number =>
      draft(
        'contact',
        { bearer: null, said, phone: clip(number, 30), note: '' },
        [posts[0] as Piece, ...posts.slice(1), number],
        0.9,
        '写在通讯录表中，姓名不写入预案',
      ),
    )
  })
}

/** 县水利局值班室：0579-87654321. Several may stand in one line. */
function inLine(piece: Piece): AnyDraft[] {
  return piece
    .without(/^\p{Script=Han}{0,6}电话\s*[:]\s*(?=\p{Script=Han})/u)
    .split(/[;。、]|,(?=[^,]*\d{3})|(?<=\d)\s+(?=\p{Script=Han})/u, true)
    .flatMap(part => {
      const number = part.find(phone)
      const said = part.find(
        /^([\p{Script=Han}()]{2,30}?)(?:24小时)?(?:值班|报警|应急|值守|联系|服务|咨询)?(?:联系)?(?:电话)?\s*[:：]?\s*(?=[+\d(])/u,
        1,
      )
      const post = said && !isName(said.text) ? postOnly(said) : null
      return number && post && !/^(?:拨打|报告|火警|报警)/.test(post.text)
        ? [
            draft(
              'contact',
              { bearer: null, said: clip(post, 60), phone: clip(number, 30), note: '' },
              part,
              0.75,
              '写在通讯录中',
            ),
          ]
        : []
    })
}
function dutyPhone(piece: Piece): AnyDraft[] {
  const match = piece.find(
    /([\p{Script=Han}]{2,20}?)(?:24小时)?(?:值班|报警|应急|联系|值守|服务|咨询|办公)电话(?:为|是)?\s*[:]?\s*(?=\d)/u,
    1,
  )
  const number = match && piece.sub(match.to - piece.from).find(phone)
  const unit = match?.find(/(?:[\p{Script=Han}]{0,12}(?:办公室|局|中心|指挥部|值班室|村委会|办|委|大队))$/u)
  return number && unit
    ? [
        draft(
          'contact',
          { bearer: null, said: clip(unit, 60), phone: clip(number, 30), note: '' },
          piece,
          0.75,
          '正文写明值班电话',
        ),
      ]
    : []
}
