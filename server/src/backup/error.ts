/** What an operator is told, in one Chinese line. */
export class BackupError extends Error {}
