import * as v from 'valibot'
import { BrandingSection } from './sections/branding.ts'
import { BudgetsSection } from './sections/budgets.ts'
import { CodeNumbers } from './sections/code-numbers.ts'
import { DevicesSection } from './sections/devices.ts'
import { NoticesSection } from './sections/notices.ts'
import { PhoneCallSection } from './sections/phone-call.ts'
import { PasswordSection } from './sections/password.ts'
import { QuestionsSection } from './sections/questions.ts'
import { RecoverySection } from './sections/recovery.ts'
import { RegistrationSection } from './sections/registration.ts'
import { TextsFolder } from './sections/texts.ts'
import { WorkflowsSection } from './sections/workflows.ts'

/** The policy file: what a person must pass before they may choose. Each section is a file of its own in `sections/`. */
export const Policy = v.strictObject({
  version: v.literal(1, 'must be 1: this server knows version 1 of the policy file'),
  workflows: WorkflowsSection,
  devices: v.optional(DevicesSection, {}),
  emailCode: v.optional(CodeNumbers, {}),
  smsCode: v.optional(CodeNumbers, {}),
  phoneCall: v.optional(PhoneCallSection, {}),
  questions: v.optional(QuestionsSection, {}),
  notices: v.optional(NoticesSection, {}),
  texts: v.optional(TextsFolder),
  password: v.optional(PasswordSection, {}),
  recovery: v.optional(RecoverySection, {}),
  registration: v.optional(RegistrationSection, {}),
  budgets: v.optional(BudgetsSection, {}),
  branding: v.optional(BrandingSection, {}),
})
export type Policy = v.InferOutput<typeof Policy>
