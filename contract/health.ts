import * as v from 'valibot'
import { Way } from './words.ts'

const Part = v.picklist(['up', 'down'])

/** The policy's file, and what it names. */
export const policyParts = ['policy', 'words', 'breached', 'branding', 'texts', 'questions'] as const
export type PolicyPart = (typeof policyParts)[number]

/** Whether the server can do its job at this moment. Which part is down is told, why is in the log. */
export const Readiness = v.object({
  status: v.picklist(['ready', 'not-ready']),
  parts: v.object({
    store: Part, directory: Part,
    /**
     * Mail and SMS are only told: the other servers have the same providers, and whoever waits for a code must still be told that it
     * is late. `sms` is absent where there is none.
     */
    mail: Part, sms: v.optional(Part),
  }),
  /** Each mail server and each provider of SMS, as they stood when they were last looked at: never more than a quarter of a minute ago. */
  providers: v.optional(v.array(v.object({ way: Way, name: v.string(), state: Part }))),
  /**
   * The policy in force, by the SHA-256 of its text, and what stands in its files and was refused: there the one before holds until
   * somebody mends it. `unknownNames`: groups and units that it names and the directory did not know when somebody last began; while
   * there is one, nobody begins at an entrance whose workflows name any. None of it is a reason to send people elsewhere.
   */
  policy: v.optional(v.object({ fingerprint: v.optional(v.string()), refused: v.array(v.picklist(policyParts)), unknownNames: v.number() })),
})
export type Readiness = v.InferOutput<typeof Readiness>
export type HealthPart = Exclude<keyof Readiness['parts'], 'sms'>

/** For whatever watches the server. No client needs them, so they ask for no version and are no verbs of the bridge. */
export const health = {
  live: {
    method: 'GET', path: '/v1/health/live', out: v.object({ status: v.literal('live') }),
    summary: 'The process answers. Restart it when this does not.',
  },
  ready: {
    method: 'GET', path: '/v1/health', out: v.object({ status: Readiness.entries.status }),
    summary: 'Store and directory answer (200), or one of them does not (503). Never older than two seconds.',
  },
  /** On the internal listener alone. */
  details: {
    method: 'GET', path: '/v1/health/details', out: Readiness,
    summary: 'Which of the parts answers. On the internal listener alone, as is /metrics.',
  },
} as const
