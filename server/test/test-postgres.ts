/** What the run's setup tells its workers about the PostgreSQL they share. */
export interface TestPostgres {
  maintenanceUrl: string
  template: string
  run: number
}

declare module 'vitest' {
  interface ProvidedContext {
    postgres: TestPostgres
  }
}

export const testDatabasePrefix = 'anlan_test_'

/** The same server, another database; all else that the address says, a socket for example, stays. */
export function databaseUrl(postgres: TestPostgres, database: string): string {
  return postgres.maintenanceUrl.replace(/^(postgres(?:ql)?:\/\/[^/?]*)(?:\/[^?]*)?/, `$1/${database}`)
}
