import type { FileHandle } from 'node:fs/promises'
import { zipEntryNames } from './zip-names.ts'

/** File types we take, known by their content and not by what the name claims: by their first bytes, a packed document also by its parts. */
const signatures: { mediaType: string; extensions: string[]; starts: number[]; at?: number; parts?: string }[] = [
  { mediaType: 'image/png', extensions: ['png'], starts: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { mediaType: 'image/jpeg', extensions: ['jpg', 'jpeg'], starts: [0xff, 0xd8, 0xff] },
  { mediaType: 'image/webp', extensions: ['webp'], starts: [0x57, 0x45, 0x42, 0x50], at: 8 },
  { mediaType: 'application/pdf', extensions: ['pdf'], starts: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    extensions: ['docx'],
    starts: [0x50, 0x4b, 0x03, 0x04],
    parts: 'word/',
  },
  {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extensions: ['xlsx'],
    starts: [0x50, 0x4b, 0x03, 0x04],
    parts: 'xl/',
  },
  { mediaType: 'audio/mpeg', extensions: ['mp3'], starts: [0x49, 0x44, 0x33] },
  { mediaType: 'video/mp4', extensions: ['mp4'], starts: [0x66, 0x74, 0x79, 0x70], at: 4 },
]

/** The media type when content and extension agree on one we take; null otherwise. */
export function mediaTypeOf(name: string, head: Buffer): string | null {
  const extension = name.toLowerCase().split('.').at(-1) ?? ''
  const found = signatures.find(
    one => one.extensions.includes(extension) && one.starts.every((byte, i) => head[(one.at ?? 0) + i] === byte),
  )
  return found?.mediaType ?? null
}

/** Whether the whole file is what its first bytes promised: any zip archive begins like a .docx, only a document has its parts (ECMA-376 part 2). */
export async function isWholeOf(mediaType: string, file: FileHandle, size: number): Promise<boolean> {
  const parts = signatures.find(one => one.mediaType === mediaType)?.parts
  if (!parts) return true
  const names = await zipEntryNames(file, size)
  return names?.includes('[Content_Types].xml') === true && names.some(name => name.startsWith(parts))
}
