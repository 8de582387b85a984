import { BackupError } from './backup/error.ts'
import { makeBackup } from './backup/make-backup.ts'
import { noteOperation } from './backup/operation-log.ts'
import { openPlace } from './backup/place.ts'
import { inChinese, mebibytes } from './backup/words.ts'
import { openFileStore } from './kernel/files/open-store.ts'
import { readSettings } from './kernel/settings.ts'
import { version } from './platform.ts'

const silent = { info() {}, warn() {}, error() {} }

/** `npm run backup -- FILE`: the whole store into one file, also while the platform runs. */
async function main(): Promise<number> {
  const [file, ...more] = process.argv.slice(2)
  if (!file || more.length) throw new BackupError('用法：npm run backup -- 备份文件')
  const settings = readSettings(process.env)
  const passphrase = process.env['ANLAN_BACKUP_PASSPHRASE'] || null
  const files = await openFileStore(settings, silent)
  const place = await openPlace(settings, { alone: false })
  try {
    const { connectionString } = place
    const { dataDir } = settings
    const startedAt = performance.now()
    const result = await makeBackup({ connectionString, files, dataDir, file, passphrase, product: version })
    const rows = Object.values(result.tables).reduce((sum, table) => sum + table.rows, 0)
    const tables = Object.keys(result.tables).length
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    const encrypted = passphrase !== null
    const note = {
      tables,
      rows,
      files: result.files.count,
      missing: result.files.missing.length,
      bytes: result.size,
      encrypted,
    }
    await noteOperation(connectionString, files, 'operation.backed-up', 'store', note)
    process.stdout.write(
      `备份完成：${tables} 张表，${rows} 行，${result.files.count} 个文件，${mebibytes(result.size)}，${seconds} 秒\n`,
    )
    if (!encrypted)
      process.stdout.write(
        '备份未加密，不含私钥（签名、两步验证）：请另行妥善保管 DATA_DIR/keys，或设置 ANLAN_BACKUP_PASSPHRASE 制作加密备份\n',
      )
    if (result.files.missing.length === 0) return 0
    process.stderr.write(`有 ${result.files.missing.length} 个文件在存储中已缺失或损坏，未能备份：\n`)
    for (const digest of result.files.missing) process.stderr.write(`  ${digest}\n`)
    return 3
  } finally {
    await place.leave()
  }
}

main().then(
  code => process.exit(code),
  (error: Error) => {
    process.stderr.write(`备份失败：${inChinese(error)}\n`)
    process.exit(1)
  },
)
