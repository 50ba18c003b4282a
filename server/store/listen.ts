import pg from 'pg'
import type { Connection } from './connection.ts'

/** In milliseconds: until a lost connection is made again. */
const AGAIN = 1000

/**
 * Hears what other servers tell on a channel (PostgreSQL's NOTIFY), on a connection of its own that is made again when it breaks. What is
 * told meanwhile is missed: it only ever says sooner what can also be read.
 * @param channel letters and underscores
 * @returns ends it
 */
export function listenOn(connection: Connection, channel: string, heard: (text: string) => void): () => Promise<void> {
  let ended = false
  let present: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined

  const again = () => {
    if (ended) return
    clearTimeout(timer)
    timer = setTimeout(() => void connect(), AGAIN)
  }

  async function connect(): Promise<void> {
    const client = new pg.Client({ ...connection, application_name: 'gatehouse-listen', keepAlive: true })
    client.on('error', () => {})
    client.on('end', again)
    client.on('notification', ({ payload }) => { if (payload) heard(payload) })
    present = client
    try {
      await client.connect()
      await client.query(`listen ${channel}`)
    } catch {
      // Its end comes as an event, but not where it never stood.
      await client.end().catch(() => {})
      again()
    }
  }

  void connect()
  return async () => {
    ended = true
    clearTimeout(timer)
    await present?.end().catch(() => {})
  }
}
