/** What the database promises about a commit that it has acknowledged. */
export interface Durability {
  version: string
  /** Shown on the health page, in Chinese. */
  statement: string
  survivesPowerCut: boolean
  /** Whether the server is new enough (PostgreSQL 15). */
  supported: boolean
}

/**
 * Reads how the database treats an acknowledged commit. `fsync=off`, `full_page_writes=off` or `synchronous_commit=off` means that a power
 * cut loses what was answered 2xx; the caller refuses to start on such a database.
 */
export async function readDurability(ask: (query: string) => Promise<{ rows: unknown[] }>): Promise<Durability> {
  const { rows } = await ask(`select name, setting from pg_settings
    where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'server_version', 'server_version_num', 'data_checksums')`)
  const setting = Object.fromEntries((rows as { name: string; setting: string }[]).map(row => [row.name, row.setting]))
  const off = ['fsync', 'full_page_writes', 'synchronous_commit'].filter(name => setting[name] === 'off')
  const checksums = setting['data_checksums'] === 'on' ? '数据页校验开启' : '数据页校验未开启'
  return {
    version: setting['server_version'] ?? '',
    survivesPowerCut: off.length === 0,
    supported: Number(setting['server_version_num']) >= 150_000,
    statement:
      off.length === 0
        ? `每次提交写入磁盘后才答复（synchronous_commit=${setting['synchronous_commit']}），${checksums}`
        : `不保证断电不丢：${off.join('、')} 已关闭`,
  }
}
