import * as v from 'valibot'
import type { Store } from '../../server/store/database.ts'
import { openIn } from './weigh-client.ts'
import type { Weighed } from './weighed.ts'

/**
 * Weighs the server from beside it. Not its memory: Node collects when it likes, and over a thousand recoveries that went from 105 MB to
 * 283 and back.
 * @param store of its database, opened by us, who count as well
 */
export async function weighServer(pid: number, { database }: Store): Promise<Partial<Weighed>> {
  const { rows } = await database.execute("select count(*)::int as connections from pg_stat_activity where backend_type = 'client backend'")
  const [{ connections } = { connections: NaN }] = v.parse(v.array(v.object({ connections: v.number() })), rows)
  return {
    handles: { 'open in the server': openIn(pid), 'connections to its database': connections },
  }
}
