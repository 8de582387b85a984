/** A line of a test document: text as typed, or with what Word knows of it; a table of cells. */
export type TestBlock =
  | string
  | { heading: number; text: string }
  | { auto: number; text: string }
  | { decimal: number; text: string }
  | { look: string; text: string }
  | { bold: string }
  | { toc: string }
  /** `^` continues the cell above, `<` the cell at its left. */
  | { table: string[][] }
  | { box: string[] }
  /** One paragraph with soft breaks. */
  | { lines: string[] }
  /** `{+put in+}` and `{-struck out-}` by somebody who had changes tracked. */
  | { tracked: string }
  | { note: string; text: string }
  | { header: string }
  | { footer: string }

/** What a careful reader finds in a document. Everything that is not listed must not be found. */
export interface Truth {
  levels: number[]
  /** `4 deaths+missing>=3`, `3 warning 暴雨 orange`, `4 rain 24小时降雨量>=100@2`, `2 open>=720`, `1 upper 2`, `3 event 3`, `3 circumstance majorDanger`. */
  triggers: string[]
  /** Level, who (empty: nobody is named), words of what is done. */
  steps: [level: number, who: string, action: string][]
  /** Name, who leads, some of the members (all of them where `whole`). */
  groups: [name: string, lead: string, ...members: string[]][]
  command: { commander?: string; deputies?: string[]; office?: string; members?: string[] }
  contacts: [who: string, phone: string][]
  /** Unit, who answers, words of the way, where to, how many are helped. */
  evacuation: [name: string, responsible: string, route: string, shelter: string, helped: number][]
  /** Whose duties stand in the text (a member of the command, a group), and words of them. */
  duties?: [who: string, words: string][]
  /** Words of a step that waits for another, and words of that other. */
  order?: [then: string, first: string][]
  /** Members are listed in full, so that one more is one too many. */
  whole?: boolean
}
export interface TestDocument {
  name: string
  as: 'docx' | 'text'
  /** As Word leaves it after several offices: text boxes, tracked changes, merged cells. */
  worn?: boolean
  blocks: TestBlock[]
  truth: Truth
}
export const nothing: Truth = {
  levels: [],
  triggers: [],
  steps: [],
  groups: [],
  command: {},
  contacts: [],
  evacuation: [],
}

/** Lines of a document or of a truth, one each. */
export const lines = (text: string) =>
  text
    .split('\n')
    .map(line => line.replace(/^ {2,}/, ''))
    .filter(line => line.trim() !== '')
/** `43 县水利局 加密监测`: levels, who (`-` nobody), words of what is done. */
export const stepLines = (text: string): Truth['steps'] =>
  lines(text).flatMap(line => {
    const [levels = '', who = '', ...action] = line.split(' ')
    return [...levels].map(level => [Number(level), who === '-' ? '' : who, action.join(' ')] as Truth['steps'][number])
  })
/** `抢险组 县消防大队 县公安局`: words of a line as a tuple. */
export const wordLines = <T extends string[]>(text: string) => lines(text).map(line => line.split(' ') as T)
