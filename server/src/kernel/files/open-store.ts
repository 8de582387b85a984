import { join } from 'node:path'
import type { Log } from '../house.ts'
import { SettingError, type Settings } from '../settings.ts'
import { s3FileStore, troubleOf } from './s3-store.ts'
import { type FileStore, localFileStore } from './store.ts'

/**
 * The store that the settings name. Throws `SettingError` when the storage refuses the key or has no such bucket; one that merely does not
 * answer now holds up no start, since calls must be taken without photographs, too.
 */
export async function openFileStore(settings: Pick<Settings, 'dataDir' | 's3'>, log: Log): Promise<FileStore> {
  const folder = join(settings.dataDir, 'files')
  if (!settings.s3) return localFileStore(folder)
  const trouble = await troubleOf(settings.s3)
  if (trouble?.isSetting) throw new SettingError(`对象存储不可用：${trouble.message}`)
  if (trouble) log.warn({ endpoint: settings.s3.endpoint }, 'the file storage does not answer yet')
  return s3FileStore(settings.s3, folder, log)
}
