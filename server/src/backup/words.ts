/** Sizes for people. */
export const mebibytes = (bytes: number) =>
  bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`

const known: Record<string, string> = {
  ENOSPC: '磁盘空间不足',
  EACCES: '没有读写权限',
  ENOENT: '文件或目录不存在',
  ECONNREFUSED: '无法连接数据库',
  ENOTFOUND: '无法连接数据库',
  '28P01': '数据库的用户名或口令不正确',
  '3D000': '数据库不存在',
  '42501': '数据库用户的权限不足',
  '53100': '数据库的磁盘空间不足',
}

/** Why it failed, for the operator. */
export function inChinese(error: Error & { code?: string }): string {
  const cause = known[error.code ?? '']
  return cause ? `${cause}（${error.message}）` : error.message
}
