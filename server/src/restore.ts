import { verifyArchive } from './backup/archive-reader.ts'
import { BackupError } from './backup/error.ts'
import { trustedPublicKeys } from './backup/keys.ts'
import { noteOperation } from './backup/operation-log.ts'
import { openPlace } from './backup/place.ts'
import { readHead, restoreBackup } from './backup/restore-backup.ts'
import { inChinese, mebibytes } from './backup/words.ts'
import { connect } from './kernel/database/database.ts'
import { openFileStore } from './kernel/files/open-store.ts'
import { readSettings } from './kernel/settings.ts'
import { verifyFacts } from './kernel/work/verify-facts.ts'
import { allMigrations } from './migrations.ts'

const silent = { info() {}, warn() {}, error() {} }

/** `npm run restore -- FILE [--replace]`: a backup into an empty store, or in place of what is there. */
async function main(): Promise<number> {
  const { file, replace } = readArguments(process.argv.slice(2))
  const settings = readSettings(process.env)
  const passphrase = process.env['ANLAN_BACKUP_PASSPHRASE'] || null
  const { bytes } = await verifyArchive(file, passphrase)
  const head = await readHead(file, passphrase, allMigrations)
  say(`备份文件完好：${mebibytes(bytes)}，制作于 ${head.madeAt}，版本 ${head.product}`)
  const place = await openPlace(settings, { alone: true })
  try {
    const { connectionString } = place
    const { dataDir } = settings
    const files = await openFileStore(settings, silent)
    const restored = await restoreBackup({
      ...{ connectionString, files, dataDir, file, passphrase, replace },
      migrations: allMigrations,
    })
    const tables = Object.values(restored.manifest.tables)
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    say(`恢复完成：${tables.length} 张表，${rows} 行，${restored.manifest.files.count} 个文件，逐表校验一致`)
    if (restored.keysMovedTo) say(`原有密钥已移至 ${restored.keysMovedTo}`)
    if (restored.manifest.keys.length === 0)
      say(`备份不含私钥：此后以本机密钥签名；已启用两步验证的账号须用恢复码登录，或由安全管理员重置`)
    for (const key of head.publicKeys) say(`记录由公钥 ${key} 签名，请与另行保存的公钥核对`)
    const isWhole = await checkFacts(connectionString, dataDir)
    await noteOperation(connectionString, files, 'operation.restored', 'store', { madeAt: head.madeAt, rows, isWhole })
    return isWhole ? 0 : 1
  } finally {
    await place.leave()
  }
}

function readArguments(given: string[]): { file: string; replace: boolean } {
  const [file, ...more] = given.filter(one => one !== '--replace')
  if (!file || more.length) throw new BackupError('用法：npm run restore -- 备份文件 [--replace]')
  return { file, replace: given.includes('--replace') }
}

/** The record is as it was in the backup; whether it was whole there is another question, asked here. */
async function checkFacts(connectionString: string, dataDir: string): Promise<boolean> {
  const { pool } = connect(connectionString, { max: 1 })
  try {
    const { broken, chains, facts, roots } = await verifyFacts(pool, trustedPublicKeys(dataDir))
    say(broken ? `记录链已断：${broken}` : `记录完整：${chains} 条链，${facts} 条记录，${roots} 次签名`)
    return broken === null
  } finally {
    await pool.end()
  }
}

const say = (line: string) => process.stdout.write(`${line}\n`)

main().then(
  code => process.exit(code),
  (error: Error) => {
    process.stderr.write(`恢复失败：${inChinese(error)}\n`)
    process.exit(1)
  },
)
