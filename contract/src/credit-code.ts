const charset = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** The check character that follows the first 17 of a 统一社会信用代码 (GB 32100-2015). */
export function creditCheckCharacter(first17: string): string {
  const sum = weights.reduce((total, weight, i) => total + weight * charset.indexOf(first17[i] ?? '0'), 0)
  return charset[(31 - (sum % 31)) % 31] ?? ''
}

/** What is wrong with a 统一社会信用代码, in words for the person at the form; null when it may stand. */
export function creditCodeRefusal(code: string): string | null {
  if (!/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(code)) return '统一社会信用代码应为 18 位大写字母或数字，且不含 I、O、S、V、Z'
  if (creditCheckCharacter(code.slice(0, 17)) !== code[17]) return '统一社会信用代码校验位不符，请核对'
  return null
}
