import * as v from 'valibot'
import { CodeNumbers } from './sections/code-numbers.ts'
import { RecoverySection } from './sections/recovery.ts'
import { WorkflowsSection } from './sections/workflows.ts'

/** The policy file: what a person must pass before they may choose. Each section is a file of its own in `sections/`. */
export const Policy = v.strictObject({
  version: v.literal(1, 'must be 1: this server knows version 1 of the policy file'),
  workflows: WorkflowsSection,
  emailCode: v.optional(CodeNumbers, {}),
  smsCode: v.optional(CodeNumbers, {}),
  recovery: v.optional(RecoverySection, {}),
})
export type Policy = v.InferOutput<typeof Policy>
