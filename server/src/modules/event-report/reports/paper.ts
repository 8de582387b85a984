import { type Elements, type ReportElement, type ReportKind, reportElements } from '@anlan/contract/event-report.ts'
import { elementInWords } from './elements.ts'
import { localTime } from './prefill.ts'

/** A paragraph of the paper: a heading, or running text under it. */
export interface Paragraph {
  heading: string | null
  text: string
}

const ordinals = ['一', '二', '三', '四', '五', '六']

const outlines: Record<'first' | 'followUp' | 'final', { heading: string; elements: ReportElement[] }[]> = {
  first: [
    {
      heading: '基本情况',
      elements: [
        'process',
        'sourceUnit',
        'reporter',
        'level',
        'deaths',
        'injured',
        'missing',
        'trapped',
        'scope',
        'loss',
        'cause',
        'nature',
      ],
    },
    { heading: '处置情况', elements: ['measures', 'leadersOnSite', 'forces', 'evacuated'] },
    { heading: '影响和趋势', elements: ['trend', 'sensitive', 'opinion'] },
    { heading: '下一步工作', elements: ['nextStep', 'difficulty', 'request', 'siteContact'] },
  ],
  followUp: [
    {
      heading: '情况变化',
      elements: ['level', 'deaths', 'injured', 'missing', 'trapped', 'scope', 'loss', 'evacuated'],
    },
    { heading: '处置进展', elements: ['progress', 'leadersOnSite', 'forces', 'measures'] },
    { heading: '影响和趋势', elements: ['trend', 'opinion'] },
    { heading: '下一步工作', elements: ['nextStep', 'difficulty', 'request'] },
  ],
  final: [
    { heading: '基本情况', elements: ['process', 'level', 'cause', 'nature'] },
    { heading: '伤亡和损失', elements: ['deaths', 'injured', 'missing', 'trapped', 'scope', 'loss', 'evacuated'] },
    { heading: '处置情况', elements: ['measures', 'forces', 'leadersOnSite', 'outcome'] },
    { heading: '善后和经验教训', elements: ['aftermath', 'lessons', 'opinion', 'nextStep'] },
  ],
}

const outlineOf = (kind: ReportKind) =>
  kind === 'first' ? outlines.first : kind === 'followUp' ? outlines.followUp : outlines.final

/** Elements that read as sentences of their own; the others are introduced by their name. */
const sentences = new Set<ReportElement>([
  'process',
  'measures',
  'progress',
  'nextStep',
  'outcome',
  'trend',
  'aftermath',
  'lessons',
])
const figures = new Set<ReportElement>(['deaths', 'injured', 'missing', 'trapped'])

/** The body of a report in the outline of its kind. Source: 突发事件信息专报 outline; unknown is written 正在核实, what nobody said is left out. */
export function paragraphsOf(kind: ReportKind, elements: Elements, reason: string | null, asOf: Date): Paragraph[] {
  if (kind === 'supplement' || kind === 'withdraw') return shortPaper(kind, elements, reason)
  const lead = leadSentence(kind, elements, asOf)
  const sections = outlineOf(kind).flatMap(({ heading, elements: names }) => {
    const lines = sectionText(names, elements)
    return lines.length ? [{ heading, lines }] : []
  })
  return [
    { heading: null, text: lead },
    ...sections.flatMap(({ heading, lines }, i) => [
      { heading: `${ordinals[i]}、${heading}`, text: '' },
      ...lines.map(line => ({ heading: null, text: line })),
    ]),
  ]
}

function leadSentence(kind: ReportKind, elements: Elements, asOf: Date): string {
  const what = [elementInWords(elements, 'eventTime'), elementInWords(elements, 'place')]
    .filter(one => one && one !== '正在核实')
    .join('，')
  const type = elementInWords(elements, 'eventType')
  if (kind === 'first') return `${what ? `${what}发生` : '发生'}${type || '突发事件'}。现将有关情况报告如下。`
  return `${what ? `${what}发生的` : ''}${type || '突发事件'}，截至${localTime(asOf)}，有关情况续报如下。`.replace(
    '续报如下',
    kind === 'followUp' ? '续报如下' : '报告如下',
  )
}

function sectionText(names: ReportElement[], elements: Elements): string[] {
  const lines = names.filter(name => sentences.has(name)).flatMap(name => withStop(elementInWords(elements, name)))
  const counts = names
    .filter(name => figures.has(name))
    .flatMap(name =>
      elementInWords(elements, name)
        ? [`${reportElements[name].name.replace('人数', '')}${elementInWords(elements, name)}`]
        : [],
    )
  const others = names
    .filter(name => !sentences.has(name) && !figures.has(name))
    .flatMap(name =>
      elementInWords(elements, name) ? [`${reportElements[name].name}：${elementInWords(elements, name)}`] : [],
    )
  return [
    ...lines,
    ...(counts.length ? [`${counts.join('，')}。`] : []),
    ...(others.length ? [`${others.map(one => one.replace(/[。；]$/, '')).join('；')}。`] : []),
  ]
}

const withStop = (text: string) => (text ? [/[。！？]$/.test(text) ? text : `${text}。`] : [])

function shortPaper(kind: 'supplement' | 'withdraw', elements: Elements, reason: string | null): Paragraph[] {
  const figuresNow = sectionText(['deaths', 'injured', 'missing', 'trapped', 'loss'], elements)
  return [
    {
      heading: null,
      text: kind === 'withdraw' ? '前报信息经核实不属于突发事件，现予撤销。' : '前报信息有变化，现补报如下。',
    },
    ...(reason ? [{ heading: null, text: `${kind === 'withdraw' ? '撤销理由' : '补报说明'}：${reason}` }] : []),
    ...(kind === 'supplement' ? figuresNow.map(text => ({ heading: null, text })) : []),
  ]
}

/** The title of a report in the official pattern. */
export function titleOf(kind: ReportKind, ordinal: number, eventTitle: string): string {
  const about = `关于${eventTitle.replace(/^关于/, '')}`
  if (kind === 'first') return `${about}的报告`
  if (kind === 'followUp') return `${about}的续报（${ordinal}）`
  const names = { final: '终报', verified: '核报', supplement: '补报', withdraw: '撤销报告' } as const
  return `${about}的${names[kind]}`
}
