import type { AnyDraft } from '../propose.ts'
import type { TestDocument, Truth } from './document.ts'

export interface Score {
  kind: string
  expected: number
  found: number
  missing: string[]
  /** Found, but not in the text. */
  wrong: string[]
}
const of = <K extends AnyDraft['kind']>(drafts: AnyDraft[], kind: K) =>
  drafts.filter(one => one.kind === kind) as Extract<AnyDraft, { kind: K }>[]

/** How much of the truth was found, and what was found that is not true. */
export function scoresOf(document: TestDocument, drafts: AnyDraft[]): Score[] {
  const { truth } = document
  const score = (kind: string, expected: string[], found: string[]): Score => ({
    kind,
    expected: expected.length,
    found: expected.filter(one => found.includes(one)).length,
    missing: expected.filter(one => !found.includes(one)),
    wrong: [...new Set(found)].filter(one => !expected.includes(one)),
  })
  return [
    score(
      'levels',
      truth.levels.map(String),
      of(drafts, 'level').map(one => String(one.value.level)),
    ),
    score(
      'triggers',
      truth.triggers,
      of(drafts, 'trigger').map(one => triggerWords(one.value.level, one.value.trigger)),
    ),
    steps(truth, of(drafts, 'step')),
    groups(truth, of(drafts, 'group')),
    command(truth, of(drafts, 'command')),
    duties(truth, drafts),
    order(truth, of(drafts, 'step')),
    score(
      'contacts',
      truth.contacts.map(one => one.join(' ')),
      of(drafts, 'contact').map(one => `${one.value.said} ${one.value.phone.normalize('NFKC')}`),
    ),
    score(
      'evacuation',
      truth.evacuation.map(([name, responsible, , shelter, helped]) => `${name} ${responsible} ${shelter} ${helped}`),
      of(drafts, 'evacuation').map(({ value }) => {
        const own = truth.evacuation.find(one => one[0] === value.name)
        const right = !own || value.routes.some(route => route.includes(own[2]))
        return `${value.name} ${value.responsibleName} ${value.shelterSaid} ${right ? value.vulnerable.length : '路线不符'}`
      }),
    ),
  ]
}

export function triggerWords(
  level: number,
  trigger: Extract<AnyDraft, { kind: 'trigger' }>['value']['trigger'],
): string {
  if (trigger.kind === 'warning') return `${level} warning ${trigger.warning} ${trigger.colour}`
  if (trigger.kind === 'upper') return `${level} upper ${trigger.level}`
  if (trigger.kind === 'indicator')
    return `${level} rain ${trigger.indicator}>=${trigger.min}${trigger.places === null ? '' : `@${trigger.places}`}`
  const { condition } = trigger
  if (condition.kind === 'eventLevel') return `${level} event ${condition.level}`
  if (condition.kind === 'openMinutes') return `${level} open>=${condition.minutes}`
  if (condition.kind === 'circumstance') return `${level} circumstance ${condition.circumstance}`
  return `${level} ${condition.indicators.join('+')}>=${condition.min}`
}

function steps(truth: Truth, found: Extract<AnyDraft, { kind: 'step' }>[]): Score {
  const says = (step: (typeof found)[number], action: string) =>
    step.value.detail.includes(action) || step.source.sentence.includes(action)
  const by = (step: (typeof found)[number], who: string) =>
    who === '' ? step.value.said === '' : who === step.value.said || who.split('、').includes(step.value.said)
  const missing = truth.steps.filter(
    ([level, who, action]) =>
      !found.some(step => step.value.levels.includes(level as 1) && says(step, action) && by(step, who)),
  )
  // A step at a level that does not take it is wrong, however well it is read.
  const wrong = found.filter(
    step =>
      !step.value.levels.every(level =>
        truth.steps.some(([at, who, action]) => at === level && says(step, action) && by(step, who)),
      ),
  )
  return {
    kind: 'steps',
    expected: truth.steps.length,
    found: truth.steps.length - missing.length,
    missing: missing.map(one => one.join(' ')),
    wrong: wrong.map(one => `${one.value.levels} ${one.value.said}｜${one.value.detail}`),
  }
}
/** Which step waits for which other, by words of both. */
function order(truth: Truth, found: Extract<AnyDraft, { kind: 'step' }>[]): Score {
  const waiting = found.flatMap(later => {
    const first = found.find(one => one.value.key === later.value.after)
    return first ? [{ later: later.value.detail, first: first.value.detail }] : []
  })
  const expected = truth.order ?? []
  const fits = ([later, first]: [string, string], one: (typeof waiting)[number]) =>
    one.later.includes(later) && one.first.includes(first)
  const missing = expected.filter(one => !waiting.some(each => fits(one, each)))
  return {
    kind: 'order',
    expected: expected.length,
    found: expected.length - missing.length,
    missing: missing.map(one => one.join(' after ')),
    wrong: waiting.filter(each => !expected.some(one => fits(one, each))).map(one => `${one.later} after ${one.first}`),
  }
}

function groups(truth: Truth, found: Extract<AnyDraft, { kind: 'group' }>[]): Score {
  const missing = truth.groups.flatMap(([name, lead, ...members]) => {
    const own = found.find(one => one.value.name === name)
    if (!own) return [name]
    const lacking = members.filter(member => !own.value.members.some(one => one.said === member))
    return own.value.lead.said === lead && lacking.length === 0
      ? []
      : [`${name} 牵头：${own.value.lead.said} 缺：${lacking.join('、')}`]
  })
  const wrong = found.flatMap(({ value }) => {
    const own = truth.groups.find(([name]) => name === value.name)
    if (!own) return [value.name]
    return truth.whole
      ? value.members.filter(one => !own.slice(2).includes(one.said)).map(one => `${value.name} 成员：${one.said}`)
      : []
  })
  return {
    kind: 'groups',
    expected: truth.groups.length,
    found: truth.groups.length - missing.length,
    missing,
    wrong,
  }
}
/** Duties of groups and of members of the command; judged where the truth lists them. */
function duties(truth: Truth, drafts: AnyDraft[]): Score {
  const all = [
    ...of(drafts, 'group').map(({ value }) => ({ who: value.name, text: value.duties })),
    ...of(drafts, 'command').map(({ value: { member } }) => ({ who: member.said, text: member.duties })),
  ].filter(one => one.text !== '')
  const expected = truth.duties ?? []
  const missing = expected.filter(([who, words]) => !all.some(one => one.who === who && one.text.includes(words)))
  const offices = truth.command.office
  return {
    kind: 'duties',
    expected: expected.length,
    found: expected.length - missing.length,
    missing: missing.map(one => one.join(' ')),
    wrong: truth.whole
      ? all
          .filter(one => one.who !== offices && !expected.some(([who]) => who === one.who))
          .map(one => `${one.who}：${one.text}`)
      : [],
  }
}

function command(truth: Truth, found: Extract<AnyDraft, { kind: 'command' }>[]): Score {
  const said = (role: string) => found.filter(one => one.value.role === role).map(one => one.value.member.said)
  const { commander, deputies = [], office, members = [] } = truth.command
  const expected = [
    ...(commander ? [`commander ${commander}`] : []),
    ...deputies.map(one => `deputy ${one}`),
    ...(office ? [`office ${office}`] : []),
    ...members.map(one => `member ${one}`),
  ]
  const all = ['commander', 'deputy', 'office', 'member'].flatMap(role => said(role).map(one => `${role} ${one}`))
  const missing = expected.filter(one => !all.includes(one))
  // Of the members a document's truth may list only some.
  const wrong = [...new Set(all)].filter(one => (truth.whole || !one.startsWith('member ')) && !expected.includes(one))
  return { kind: 'command', expected: expected.length, found: expected.length - missing.length, missing, wrong }
}
