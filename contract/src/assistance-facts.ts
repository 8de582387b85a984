type Data = Record<string, unknown>
type UnitName = (id: unknown) => string

const text = (value: unknown) => String(value ?? '')

/** How facts of decision support read as sentences on the event's timeline. */
export const assistanceSentences: Record<string, (data: Data, unit: UnitName) => string> = {
  'assistance.item-done': (d, unit) => `${unit(d['unit'])}完成首小时清单：${text(d['text'])}`,
  'assistance.item-undone': d => `首小时清单取消勾选：${text(d['text'])}`,
  'assistance.task-made': d => `首小时清单转为任务：${text(d['text'])}`,
}
