import { circumstances, eventLevelNames } from '@anlan/contract/emergency-event.ts'
import { planKinds, planParts, planRelations } from '@anlan/contract/plan.ts'
import { commandRoles, type PlanProposal } from '@anlan/contract/plan-import.ts'
import { responseLevelNames, responseTopics } from '@anlan/contract/response-template.ts'

const colours = { red: '红色', orange: '橙色', yellow: '黄色', blue: '蓝色' }
type Trigger = Extract<PlanProposal, { kind: 'trigger' }>['value']['trigger']

function triggerWords(trigger: Trigger): string {
  if (trigger.kind === 'warning') return `${trigger.warning}${colours[trigger.colour]}预警`
  if (trigger.kind === 'upper') return `上级启动${responseLevelNames[trigger.level]}响应`
  if (trigger.kind === 'indicator')
    return `${trigger.places === null ? '' : `${trigger.places} 个以上乡镇`}${trigger.indicator} ${trigger.min} ${trigger.unit}以上`
  const { condition } = trigger
  if (condition.kind === 'eventLevel') return `事件达到${eventLevelNames[condition.level]}`
  if (condition.kind === 'circumstance') return circumstances[condition.circumstance]
  if (condition.kind === 'openMinutes')
    return condition.minutes % 60 === 0
      ? `持续 ${condition.minutes / 60} 小时以上`
      : `持续 ${condition.minutes} 分钟以上`
  return `${condition.label} ${condition.min}${condition.unit}以上`
}

const joined = (...parts: (string | null | undefined | false)[]) => parts.filter(Boolean).join('，')
const minutes = (value: number) => (value % 60 === 0 ? `${value / 60} 小时` : `${value} 分钟`)

/** What a proposal says: a short head and what else it holds. */
export function wordsOf(one: PlanProposal, posts: Record<string, string>): { head: string; more: string } {
  const post = (bearer: string | null, said: string) => {
    const name = bearer ? (posts[bearer] ?? '') : ''
    return name && name !== said ? `${said}（对应岗位：${name}）` : said
  }
  switch (one.kind) {
    case 'about': {
      const { title, kind, topic } = one.value
      return { head: title, more: joined(kind && planKinds[kind], topic && responseTopics[topic]) }
    }
    case 'chapter': {
      const { number, title, part, text } = one.value
      return {
        head: `${number} ${title}`.trim(),
        more: joined(part && planParts[part], text && `正文 ${text.length} 字`),
      }
    }
    case 'command': {
      const { role, member } = one.value
      return { head: `${commandRoles[role]}：${post(member.bearer, member.said)}`, more: member.duties }
    }
    case 'group': {
      const { name, lead, members, duties } = one.value
      return {
        head: name,
        more: [
          lead.said && `牵头：${post(lead.bearer, lead.said)}`,
          members.length > 0 && `成员：${members.map(each => each.said).join('、')}`,
          duties && `职责：${duties}`,
        ]
          .filter(Boolean)
          .join('\n'),
      }
    }
    case 'level': {
      const { level, conditions, startersSaid } = one.value
      return {
        head: `${responseLevelNames[level]}响应`,
        more: [conditions && `启动条件：${conditions}`, startersSaid && `启动：${startersSaid}`]
          .filter(Boolean)
          .join('\n'),
      }
    }
    case 'trigger':
      return { head: `${responseLevelNames[one.value.level]}：${triggerWords(one.value.trigger)}`, more: '' }
    case 'step': {
      const { title, said, bearer, levels, doneMinutes, continuous } = one.value
      return {
        head: title,
        more: joined(
          levels.map(level => responseLevelNames[level]).join('、'),
          said ? post(bearer, said) : '未写责任单位',
          continuous
            ? `持续${doneMinutes ? `，每 ${minutes(doneMinutes)}` : ''}`
            : doneMinutes
              ? `${minutes(doneMinutes)}内`
              : '',
        ),
      }
    }
    case 'closing':
      return { head: one.value.name, more: '' }
    case 'evacuation': {
      const { name, households, people, responsibleName, routes, shelterSaid, vulnerable } = one.value
      return {
        head: name,
        more: joined(
          households !== null && `${households} 户`,
          people !== null && `${people} 人`,
          responsibleName && `责任人 ${responsibleName}`,
          routes.length > 0 && `路线 ${routes.join('；')}`,
          shelterSaid && `安置点 ${shelterSaid}`,
          vulnerable.length > 0 && `需帮扶 ${vulnerable.length} 人`,
        ),
      }
    }
    case 'contact':
      return { head: post(one.value.bearer, one.value.said), more: one.value.phone }
    case 'resource':
      return { head: one.value.said, more: one.value.quantity === null ? '' : `数量 ${one.value.quantity}` }
    case 'link':
      return { head: one.value.title, more: planRelations[one.value.relation] }
  }
}
