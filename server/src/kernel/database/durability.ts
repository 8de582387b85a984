import type pg from 'pg'

/** What the database promises about a commit that it has acknowledged. */
export interface Durability {
  version: string
  /** Shown on the health page, in Chinese. */
  statement: string
  survivesPowerCut: boolean
}

/**
 * Reads how the database treats an acknowledged commit. `fsync=off`, `full_page_writes=off` or `synchronous_commit=off` means that a power
 * cut loses what was answered 2xx; the caller refuses to start on such a database.
 */
export async function readDurability(pool: pg.Pool): Promise<Durability> {
  const { rows } = await pool.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings
     where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'server_version', 'data_checksums')`,
  )
  const setting = Object.fromEntries(rows.map(row => [row.name, row.setting]))
  const off = ['fsync', 'full_page_writes', 'synchronous_commit'].filter(name => setting[name] === 'off')
  const checksums = setting['data_checksums'] === 'on' ? '数据页校验开启' : '数据页校验未开启'
  return {
    version: setting['server_version'] ?? '',
    survivesPowerCut: off.length === 0,
    statement:
      off.length === 0
        ? `每次提交写入磁盘后才答复（synchronous_commit=${setting['synchronous_commit']}），${checksums}`
        : `不保证断电不丢：${off.join('、')} 已关闭`,
  }
}
