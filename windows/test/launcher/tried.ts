import * as v from 'valibot'

const Saw = v.object({ command: v.string(), handles: v.number(), desktop: v.string(), errors: v.boolean(), environment: v.array(v.string()), handOver: v.string() })
/** What run.cpp prints of a try: what was called, told and left, and what the client saw. */
export const Tried = v.object({
  outcome: v.number(), calls: v.array(v.string()), events: v.array(v.string()), passwords: v.array(v.string()), enabled: v.boolean(), granted: v.number(),
  profile: v.boolean(), tokens: v.number(), shown: v.boolean(), bore: v.boolean(), born: v.boolean(), saw: v.nullable(Saw), answer: v.nullable(v.object({ proof: v.string() })),
})
export type Tried = v.InferOutput<typeof Tried>
