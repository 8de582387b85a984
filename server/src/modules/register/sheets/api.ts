/** What other modules that read spreadsheets use: a book's rows, and an import into a ledger step by step. */

export { type WrittenCell, xlsxFile } from './export/xlsx-writer.ts'
export { applyImport } from './importing/apply.ts'
export { guarded, withExtension } from './importing/cells.ts'
export { type DayReading, dayIn } from './importing/days.ts'
export { discardImport, listImportRows, readImport } from './importing/imports.ts'
export { previewImport } from './importing/preview.ts'
export { columnLetter, type RawBook, type RawRow, type RawSheet, textOf } from './reading/raw-book.ts'
export { readBook } from './reading/read-book.ts'
export { asFile, uploaded } from './routes.ts'
export { templateOf } from './template.ts'
