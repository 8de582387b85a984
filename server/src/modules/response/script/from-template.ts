import {
  groupNames,
  type ResponseLevel,
  type ResponseTopic,
  responseTopics,
} from '@anlan/contract/response-template.ts'
import type { Template } from '../schema.ts'
import type { Script } from './script.ts'

/** The rows of one topic as a script. A group or task that stands alike at several levels becomes one. */
export function scriptOfTemplates(topic: ResponseTopic, rows: Template[]): Script {
  const enabled = rows.filter(row => row.topic === topic && row.enabled)
  return {
    source: {
      planId: null,
      editionId: null,
      edition: null,
      title: `${responseTopics[topic]}响应分级表`,
      documentNumber: null,
    },
    topic,
    lead: enabled[0]?.lead ?? 'lead',
    command: { name: '', chief: null, deputies: [], office: null, members: [] },
    levels: enabled.map(row => ({
      level: row.level,
      name: row.name,
      conditions: row.conditions,
      starters: row.starters,
      startersSaid: '',
      commander: row.commander,
      told: row.told,
      expectedHours: row.expected_hours,
      measures: row.measures,
      closing: row.closing,
    })),
    groups: alike(
      enabled.flatMap(row =>
        row.groups.map(group => ({
          code: group.code as string,
          name: groupNames[group.code],
          duties: group.duties,
          lead: { bearer: group.lead, said: '' },
          members: group.members.map(bearer => ({ bearer, said: '' })),
          levels: [row.level],
        })),
      ),
    ),
    steps: alike(
      enabled.flatMap(row =>
        row.tasks.map(task => ({
          key: task.code,
          title: task.title,
          detail: '',
          group: task.group as string,
          bearer: task.bearer,
          said: '',
          levels: [row.level],
          offsetMinutes: 0,
          after: null,
          acceptMinutes: task.acceptMinutes,
          doneMinutes: task.doneMinutes,
          continuous: false,
          priority: task.priority,
          needs: [],
          deliverable: '',
          clause: '',
        })),
      ),
    ),
  }
}

function alike<T extends { levels: ResponseLevel[] }>(rows: T[]): T[] {
  const found = new Map<string, T>()
  for (const row of rows) {
    const key = JSON.stringify({ ...row, levels: [] })
    const there = found.get(key)
    found.set(key, there ? { ...there, levels: [...there.levels, ...row.levels] } : row)
  }
  return [...found.values()]
}
