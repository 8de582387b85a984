/** A line of a test document: text as typed, or with what Word knows of it; a table of cells. */
export type TestBlock =
  | string
  | { heading: number; text: string }
  | { auto: number; text: string }
  | { look: string; text: string }
  | { toc: string }
  | { table: string[][] }

/** What a careful reader finds in a document. Everything that is not listed must not be found. */
export interface Truth {
  levels: number[]
  /** `4 deaths+missing>=3`, `3 warning 暴雨 orange`, `4 rain 24小时降雨量>=100@2`, `2 open>=720`, `1 upper 2`, `3 event 3`, `3 circumstance majorDanger`. */
  triggers: string[]
  /** Level, who (empty: nobody is named), words of what is done. */
  steps: [level: number, who: string, action: string][]
  /** Name, who leads, some of the members. */
  groups: [name: string, lead: string, ...members: string[]][]
  command: { commander?: string; deputies?: string[]; office?: string; members?: string[] }
  contacts: [who: string, phone: string][]
  /** Unit, who answers, words of the way, where to, how many are helped. */
  evacuation: [name: string, responsible: string, route: string, shelter: string, helped: number][]
}
export interface TestDocument {
  name: string
  as: 'docx' | 'text'
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
