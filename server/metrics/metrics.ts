import { type PolicyPart, policyParts } from '@gatehouse/contract'
import type { AuditKind } from '../recovery/audit.ts'
import { type Registry, registry } from './registry.ts'

/** What is waiting in a queue of jobs: how many, and the seconds that the oldest has waited. */
export type QueueLength = { queue: string; waiting: number; oldest: number }

export type Metrics = {
  /** An entry of the audit that is certainly kept. */
  readonly told: (entry: { readonly [name: string]: unknown }) => void
  readonly answered: (operation: string, status: number, seconds: number) => void
  readonly asked: (call: string, result: string, seconds: number) => void
  /** Of controllers as the settings or DNS name them. */
  readonly controllers: {
    readonly asked: (domain: string, controller: string, result: string) => void
    readonly rests: (domain: string, controller: string, resting: boolean) => void
  }
  readonly queues: (lengths: readonly QueueLength[]) => void
  readonly deviceRefused: (problem: string) => void
  /** How many of each state there are. */
  readonly devices: (many: ReadonlyMap<string, number>) => void
  /** How the policy stands. `refused`: of these what stands in its file was refused; of the others it was not. */
  readonly policy: (state: { refused: readonly PolicyPart[]; unknownNames: number }) => void
  readonly registry: Registry
}

/** Every number that this server shows, in one place. */
export function metrics(): Metrics {
  const all = registry()
  const began = all.counter('gatehouse_recoveries_begun_total', 'Recoveries that began, by entrance.', ['entrance'])
  const outcomes = all.counter('gatehouse_outcomes_total', 'What became of choices: done, not-done, password-refused, protected, stopped, lost, gone.', ['choice', 'outcome'])
  const ended = all.counter('gatehouse_recoveries_ended_total', 'Recoveries that ended without an outcome, by reason; expired and unclear ones within a minute.', ['reason'])
  const gates = all.counter('gatehouse_gates_total', 'Answers at gates: passed, wrong, expired.', ['gate', 'result'])
  const messages = all.counter('gatehouse_messages_total', 'Codes and notices: queued, sent, failed.', ['way', 'fate'])
  const registrations = all.counter('gatehouse_registrations_total', 'What people registered: added, replaced, removed; frozen where somebody said that it was not they.', ['what', 'change'])
  const waits = all.counter('gatehouse_waits_total', 'Budgets that were spent.', ['budget'])
  const devices = all.counter('gatehouse_device_changes_total', 'What became of enrolled workstations: enrolled, enrolment-refused, approved, revoked, behind, copied.', ['change'])
  const reminders = all.counter('gatehouse_reminders_total', 'Questions of enrolled workstations whether somebody who signed in has to register: yes, no.', ['answer'])
  const deviceRefusals = all.counter('gatehouse_device_refusals_total', 'Tickets, proofs and codes that were refused, by problem; nonce-needed is an everyday one.', ['problem'])
  const deviceStates = all.gauge('gatehouse_devices', 'Enrolled workstations by what they are, in the database and so the same at every server.', ['state'])
  const policies = all.counter('gatehouse_policy_loads_total', 'Times that the policy was read: loaded, refused.', ['result'])
  const policy = all.gauge('gatehouse_policy_info', 'The policy in force, by the beginning of its fingerprint; always 1.', ['fingerprint'])
  const unknown = all.gauge('gatehouse_policy_unknown_names', 'Groups and units of the policy in force that the directory does not know: with one of them nobody can begin.', [])
  const refused = all.gauge('gatehouse_policy_refused', 'Whether a policy, or a list, picture or text that it names, stands there that was refused, so that the one before holds: 1 or 0.', ['part'])
  const entries = all.counter('gatehouse_audit_entries_total', 'Entries of the audit that this process wrote.', [])
  const operations = all.histogram('gatehouse_operation_seconds', 'Time until an operation was answered.', ['operation', 'status'])
  const directory = all.histogram('gatehouse_directory_seconds', 'Time that the directory took: ok, or the kind of problem.', ['call', 'result'])
  const controllerCalls = all.counter('gatehouse_controller_calls_total', 'Questions and changes that went to a domain controller: answered (refusals too), failed.', ['domain', 'controller', 'result'])
  const resting = all.gauge('gatehouse_controller_resting', 'Whether a domain controller failed and is left alone, so that others go first: 1 or 0.', ['domain', 'controller'])
  const waiting = all.gauge('gatehouse_queue_waiting', 'Jobs that wait, in the database and so the same at every server.', ['queue'])
  const oldest = all.gauge('gatehouse_queue_oldest_seconds', 'Seconds that the oldest of them has waited.', ['queue'])

  type Said = (name: string) => string
  const counted: Partial<Record<AuditKind, (said: Said) => void>> = {
    'begun': (said) => { began.add([said('entrance')]) },
    'gate-passed': (said) => { gates.add([said('gate'), 'passed']) },
    'gate-failed': (said) => { gates.add([said('gate'), said('why')]) },
    'outcome': (said) => { outcomes.add([said('choice'), said('outcome')]) },
    'ended': (said) => { ended.add([said('reason')]) },
    'message-queued': (said) => { messages.add([said('gate'), 'queued']) },
    'message-sent': (said) => { messages.add([said('gate'), 'sent']) },
    'message-failed': (said) => { messages.add([said('gate'), 'failed']) },
    'notice-sent': (said) => { messages.add([`notice-${said('way')}`, 'sent']) },
    'notice-failed': (said) => { messages.add([`notice-${said('way')}`, 'failed']) },
    'registered': (said) => { registrations.add([said('what'), said('replaced') === 'true' ? 'replaced' : 'added']) },
    'unregistered': (said) => { registrations.add([said('what'), 'removed']) },
    'registrations-frozen': () => { registrations.add(['all', 'frozen']) },
    'registration-message-queued': (said) => { messages.add([`registration-${said('way')}`, 'queued']) },
    'registration-message-sent': (said) => { messages.add([`registration-${said('way')}`, 'sent']) },
    'registration-message-failed': (said) => { messages.add([`registration-${said('way')}`, 'failed']) },
    'registration-notice-sent': (said) => { messages.add([`registration-notice-${said('to')}`, 'sent']) },
    'registration-notice-failed': (said) => { messages.add([`registration-notice-${said('to')}`, 'failed']) },
    'device-enrolled': () => { devices.add(['enrolled']) },
    'device-enrolment-refused': () => { devices.add(['enrolment-refused']) },
    'device-approved': () => { devices.add(['approved']) },
    'device-revoked': () => { devices.add(['revoked']) },
    'device-behind': () => { devices.add(['behind']) },
    'device-copied': () => { devices.add(['copied']) },
    'reminder-answered': (said) => { reminders.add([said('remind') === 'true' ? 'yes' : 'no']) },
    'wait': (said) => { waits.add([said('budget')]) },
    'policy-refused': () => { policies.add(['refused']) },
    'policy-loaded': (said) => {
      policies.add(['loaded'])
      policy.clear()
      policy.set([said('fingerprint').slice(0, 12)], 1)
    },
  }
  const byKind = new Map(Object.entries(counted))

  return {
    registry: all,
    answered: (operation, status, seconds) => { operations.observe([operation, String(status)], seconds) },
    asked: (call, result, seconds) => { directory.observe([call, result], seconds) },
    controllers: {
      asked: (domain, controller, result) => { controllerCalls.add([domain, controller, result]) },
      rests: (domain, controller, rests) => { resting.set([domain, controller], rests ? 1 : 0) },
    },
    queues(lengths) {
      waiting.clear()
      oldest.clear()
      for (const { queue, waiting: count, oldest: seconds } of lengths) {
        waiting.set([queue], count)
        oldest.set([queue], seconds)
      }
    },
    deviceRefused: (problem) => { deviceRefusals.add([problem]) },
    devices(many) {
      deviceStates.clear()
      for (const [state, count] of many) deviceStates.set([state], count)
    },
    policy(state) {
      for (const part of policyParts) refused.set([part], state.refused.includes(part) ? 1 : 0)
      unknown.set([], state.unknownNames)
    },
    told(entry) {
      entries.add([])
      const said = (name: string) => {
        const value = entry[name]
        return typeof value === 'string' || typeof value === 'boolean' ? String(value) : ''
      }
      byKind.get(said('kind'))?.(said)
    },
  }
}
