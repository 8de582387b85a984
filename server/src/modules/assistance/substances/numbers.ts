/** Whether the check digit of a CAS number is right: digits from the right, each times its place, modulo 10. */
export function isCasNumber(text: string): boolean {
  const match = /^(\d{2,7})-(\d{2})-(\d)$/.exec(text)
  if (!match) return false
  const digits = [...`${match[1]}${match[2]}`].reverse()
  return digits.reduce((sum, digit, i) => sum + Number(digit) * (i + 1), 0) % 10 === Number(match[3])
}

/** What is wrong with the numbers of a substance, by field. */
export function refusedNumbers(values: Record<string, unknown>): { field: string; message: string }[] {
  const wrong: { field: string; message: string }[] = []
  if (!/^\d{4}$/.test(String(values['unNumber'] ?? '')))
    wrong.push({ field: 'unNumber', message: 'UN 编号应为 4 位数字，例如 1789' })
  const cas = values['cas']
  if (cas && !isCasNumber(String(cas))) wrong.push({ field: 'cas', message: 'CAS 号格式或校验位有误，例如 7647-01-0' })
  for (const size of ['small', 'large'])
    if (
      Number(values[`${size}NightKm`] ?? 0) > 0 &&
      Number(values[`${size}NightKm`]) < Number(values[`${size}DayKm`] ?? 0)
    )
      wrong.push({ field: `${size}NightKm`, message: '夜间防护距离不应小于白天' })
  return wrong
}

/** Numbers that a text gives: UN 1789, UN1789, a CAS number; a bare 4-digit number only where the whole text is one. */
export function numbersIn(text: string): { un: string[]; cas: string[] } {
  const plain = text.normalize('NFKC')
  const un = [...plain.matchAll(/UN\s*[:：№.]?\s*(\d{4})(?!\d)/gi)].map(match => match[1] ?? '')
  const alone = /^\s*(\d{4})\s*$/.exec(plain)?.[1]
  const cas = [...plain.matchAll(/(?<!\d)\d{2,7}-\d{2}-\d(?!\d)/g)].map(match => match[0]).filter(isCasNumber)
  return { un: [...new Set(alone ? [...un, alone] : un)], cas: [...new Set(cas)] }
}
