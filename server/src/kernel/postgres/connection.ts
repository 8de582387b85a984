/** How to reach a PostgreSQL that listens on a Unix socket only; `host` is the directory of the socket. */
export interface SocketConnection {
  host: string
  user: string
  database: string
  port: number
}

/** The same as a URL, the one form that node-postgres, the tests and operators' tools all understand. */
export function connectionStringOf(connection: SocketConnection): string {
  const query = new URLSearchParams({ host: connection.host, port: String(connection.port) })
  return `postgres://${encodeURIComponent(connection.user)}@/${encodeURIComponent(connection.database)}?${query}`
}
