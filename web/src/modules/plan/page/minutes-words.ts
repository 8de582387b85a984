/** 90 → 1 小时 30 分; 0 → 立即. */
export function minutesWords(minutes: number): string {
  if (minutes === 0) return '立即'
  if (minutes < 60) return `${minutes} 分钟`
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60]
  return [days && `${days} 天`, hours && `${hours} 小时`, rest && `${rest} 分`].filter(Boolean).join(' ')
}
