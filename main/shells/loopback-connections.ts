/** What this needs of a socket. */
export interface Connection {
  once(event: 'close', listener: () => void): unknown
  destroy(): unknown
}

export interface Connections {
  /** A connection was made. */
  opened(connection: Connection): void
  /** It sent the head of a request. */
  asked(connection: Connection): void
  /** It showed the secret, and is no stranger any more. */
  trusted(connection: Connection): void
}

/**
 * Keeps strangers from shutting the reader out. Anybody on this computer may connect; `limit` connections that have not
 * shown the secret may be open, and one more costs the oldest that never asked for anything its place, or else the
 * oldest stranger. Connections that have shown the secret are not counted and never ended here.
 */
export const createConnections = (limit: number): Connections => {
  const silent = new Set<Connection>()
  const strangers = new Set<Connection>()
  const forget = (connection: Connection): void => {
    silent.delete(connection)
    strangers.delete(connection)
  }
  return {
    opened: (connection) => {
      strangers.add(connection)
      silent.add(connection)
      connection.once('close', () => forget(connection))
      if (strangers.size <= limit) return
      // Sets keep the order of coming. A newcomer has had no time to ask, so it does not go first.
      const [firstSilent] = silent
      const [firstStranger] = strangers
      const oldest = firstSilent === connection ? firstStranger : firstSilent
      if (oldest === undefined) return
      forget(oldest)
      oldest.destroy()
    },
    asked: (connection) => void silent.delete(connection),
    trusted: forget,
  }
}
