import { sql } from 'drizzle-orm'
import * as v from 'valibot'
import type { Database } from './database.ts'
import { guarded } from './problem.ts'

const Row = v.object({ queue: v.string(), waiting: v.number(), oldest: v.number() })

/** How many jobs of each queue wait, and for how many seconds the oldest could have been done. Empty queues are told as well. */
export async function queueLengths(database: Database): Promise<v.InferOutput<typeof Row>[]> {
  const { rows } = await guarded(() => database.execute(sql`
    select queue.name as queue, count(job.id)::integer as waiting,
      greatest(0, coalesce(extract(epoch from now() - min(job.start_after)), 0))::float8 as oldest
    from pgboss.queue left join pgboss.job on job.name = queue.name and job.state < 'active' group by queue.name order by queue.name`))
  return rows.map((row) => v.parse(Row, row))
}
