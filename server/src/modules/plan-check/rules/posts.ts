import type { PlanContent } from '@anlan/contract/plan.ts'
import { responseLevelNames } from '@anlan/contract/response-template.ts'
import { grouped } from './grouped.ts'
import { bearerOfStep } from './steps.ts'
import { isEndless, overlap, spansAt } from './timing.ts'
import { type Defect, inPlan, ofPlan, type PlanWorld } from './world.ts'

/** Every post that a plan names, with what it is named for, in the order of the plan. */
export function postsOf(content: PlanContent): Map<string, string[]> {
  const uses = new Map<string, string[]>()
  const use = (bearer: string | null | undefined, what: string) => {
    if (!bearer) return
    const known = uses.get(bearer)
    if (!known) uses.set(bearer, [what])
    else if (!known.includes(what)) known.push(what)
  }
  const { command } = content
  use(command.commander?.bearer, '总指挥')
  for (const one of command.deputies) use(one.bearer, '副总指挥')
  use(command.office?.bearer, '指挥部办公室')
  for (const one of command.members) use(one.bearer, '成员单位')
  for (const group of content.groups) {
    use(group.lead.bearer, `${group.name}牵头`)
    for (const one of group.members) use(one.bearer, `${group.name}成员`)
  }
  for (const level of content.levels) {
    const name = `${responseLevelNames[level.level]}响应`
    for (const one of level.starters) use(one, `启动${name}`)
    use(level.commander, `${name}现场指挥官`)
    for (const one of level.told) use(one, `${name}告知`)
  }
  for (const step of content.steps) use(step.bearer, `行动“${step.title}”`)
  for (const unit of content.evacuation) use(unit.responsible, `${unit.name}疏散责任人`)
  for (const contact of content.contacts) use(contact.bearer, '通讯录')
  return uses
}

/** Posts that nobody holds or whose holder cannot be reached for certain; one person with two things at once. */
export const postDefects = (content: PlanContent, world: PlanWorld): Defect[] => [
  ...held(content, world),
  ...collisions(content, world),
  ...leads(content, world),
]

function* held(content: PlanContent, world: PlanWorld): Generator<Defect> {
  for (const [bearer, uses] of postsOf(content)) {
    const post = world.posts.get(bearer)
    if (!post || post.open) continue
    const serves = `用于${uses.slice(0, 3).join('、')}${uses.length > 3 ? `等 ${uses.length} 处` : ''}`
    const where = {
      key: bearer,
      record: post.words,
      link: post.unitId ? `/directory?unit=${post.unitId}` : inPlan(world, 'posts'),
      unitId: post.unitId,
    }
    if (post.vacant) yield { kind: 'postVacant', ...where, text: `${post.words}：${post.vacant}（${serves}）` }
    else if (post.personId && !post.mobile)
      yield { kind: 'phoneMissing', ...where, text: `${post.words} ${post.personName}没有登记手机号（${serves}）` }
    else if (post.personId && !post.verified)
      yield {
        kind: 'phoneUnverified',
        ...where,
        personId: post.personId,
        text: `${post.words} ${post.personName}的手机号没有核实过或核实已过期（${serves}）`,
      }
  }
}

/** One person in two posts whose steps run at the same time. What one office does in several groups its own people share out. */
function* collisions(content: PlanContent, world: PlanWorld): Generator<Defect> {
  const told = new Set<string>()
  for (const { level } of content.levels) {
    const busy = spansAt(content, level)
      .filter(span => !isEndless(span))
      .flatMap(span => {
        const bearer = bearerOfStep(content, span.step)
        const post = bearer ? world.posts.get(bearer) : undefined
        return bearer && post?.personId ? [{ span, bearer, post, personId: post.personId }] : []
      })
    const byPerson = grouped(busy, one => one.personId)
    for (const [personId, taken] of byPerson)
      for (const [i, a] of taken.entries())
        for (const b of taken.slice(i + 1)) {
          const key = `${personId} ${[a.bearer, b.bearer].sort().join(' ')}`
          if (a.bearer === b.bearer || told.has(key) || !overlap(a.span, b.span)) continue
          told.add(key)
          yield ofPlan(
            world,
            'dutiesCollide',
            { key, where: `step:${b.span.step.key}`, record: `行动“${b.span.step.title}”` },
            `${a.post.personName}${a.post.words === b.post.words ? `（${a.post.words}）` : `同时任${a.post.words}和${b.post.words}，`}“${a.span.step.title}”与“${b.span.step.title}”要在同一时间进行`,
          )
        }
  }
}

function* leads(content: PlanContent, world: PlanWorld): Generator<Defect> {
  const led = content.groups.flatMap(group => {
    const post = group.lead.bearer ? world.posts.get(group.lead.bearer) : undefined
    return post?.personId ? [{ group, post, personId: post.personId }] : []
  })
  for (const [personId, groups] of grouped(led, one => one.personId)) {
    const [first] = groups
    if (!first || groups.length < 2) continue
    yield ofPlan(
      world,
      'leadsTwice',
      { key: personId, where: `group:${first.group.key}`, record: first.post.words },
      `${first.post.personName}一人牵头${groups.map(one => one.group.name).join('、')}`,
    )
  }
  for (const [name, groups] of grouped(content.groups, group => group.name)) {
    const said = groups.flatMap(group => (group.lead.bearer ? [group.lead.bearer] : unitsSaid(group.lead.said)))
    const distinct = [...new Set(said)]
    if (distinct.length < 2) continue
    const words = distinct.map(one => world.posts.get(one)?.words ?? one)
    yield ofPlan(
      world,
      'twoLeads',
      { key: name, where: `group:${groups[0]?.key ?? ''}`, record: name },
      `${name}有 ${distinct.length} 个牵头单位：${words.join('、')}`,
    )
  }
}

/** The units that a text names beside each other: 县应急局、县水利局. */
const unitsSaid = (said: string) =>
  said
    .split(/[、，,；;]|(?<=[局办府委院校队司])[和与及]/)
    .map(one => one.trim())
    .filter(Boolean)
