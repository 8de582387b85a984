/** The number of an issue (期号) as it stands on the paper: `突发事件信息〔2026〕第45期`, its first follow-up `…第45期续1`. */
export const issueNumber = (series: { name: string; year: number; issue: number; followUp?: number }): string =>
  numberByPattern(`${series.name}〔年〕第×期`, series)

/**
 * Fills a series' pattern, where `年` in the brackets stands for the year and `×` for the issue (`××` for one of at least two digits).
 * Years go into 六角括号 and issues are not padded (GB/T 9704-2012, 7.2.5), except where the county's own pattern says so.
 */
export function numberByPattern(
  pattern: string,
  { year, issue, followUp }: { year: number; issue: number; followUp?: number },
): string {
  const number = pattern
    .replace('〔年〕', `〔${year}〕`)
    .replace(/×+/, places => String(issue).padStart(places.length, '0'))
  return followUp ? `${number}续${followUp}` : number
}
