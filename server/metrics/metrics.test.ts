import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../test/soak.ts'
import { type DemoDirectory, demoDirectory } from '../directory/demo/demo-directory.ts'
import { DirectoryProblem } from '../recovery/ports.ts'
import { measuredDirectory } from './measured-directory.ts'
import { metrics } from './metrics.ts'
import { registry } from './registry.ts'

const linesOf = (text: string, name: string) => text.split('\n').filter((line) => line.startsWith(name))

test('entries of the audit are counted by what they say, never by whom they are about', () => {
  const { told, registry: all } = metrics()
  told({ kind: 'begun', entrance: 'workstation', person: 'p-0123', case: '7K4P-29QX' })
  told({ kind: 'gate-failed', gate: 'email-code', why: 'wrong' })
  told({ kind: 'gate-failed', gate: 'email-code', why: 'wrong' })
  told({ kind: 'outcome', choice: 'unlock', outcome: 'done' })
  told({ kind: 'a kind that nobody counts' })
  const text = all.text()
  expect(linesOf(text, 'gatehouse_')).toEqual([
    'gatehouse_recoveries_begun_total{entrance="workstation"} 1',
    'gatehouse_outcomes_total{choice="unlock",outcome="done"} 1',
    'gatehouse_gates_total{gate="email-code",result="wrong"} 2',
    'gatehouse_policy_unknown_names 0',
    'gatehouse_audit_entries_total 5',
  ])
  expect(text).not.toMatch(/p-0123|7K4P/u)
})

test('what machines are answered about people is counted, and not about whom', () => {
  const { told, registry: all } = metrics()
  for (const remind of [true, false, false]) told({ kind: 'reminder-answered', device: 'a-machine', remind, person: 'p-0123' })
  expect(linesOf(all.text(), 'gatehouse_reminders')).toEqual(['gatehouse_reminders_total{answer="yes"} 1', 'gatehouse_reminders_total{answer="no"} 2'])
  expect(all.text()).not.toMatch(/p-0123|a-machine/u)
})

test('what people register is counted by what it is, what it replaced, and "this was not me"', () => {
  const { told, registry: all } = metrics()
  for (const replaced of [false, true, true]) told({ kind: 'registered', what: 'number', origin: 'self', replaced, person: 'p-0123' })
  told({ kind: 'unregistered', what: 'mail' })
  told({ kind: 'registrations-frozen' })
  told({ kind: 'registration-message-sent', way: 'sms', counter: 1 })
  told({ kind: 'registration-notice-failed', told: 'added', to: 'manager', why: 'gave-up' })
  expect(linesOf(all.text(), 'gatehouse_registrations')).toEqual([
    'gatehouse_registrations_total{what="number",change="added"} 1', 'gatehouse_registrations_total{what="number",change="replaced"} 2',
    'gatehouse_registrations_total{what="mail",change="removed"} 1', 'gatehouse_registrations_total{what="all",change="frozen"} 1',
  ])
  expect(linesOf(all.text(), 'gatehouse_messages')).toEqual(['gatehouse_messages_total{way="registration-sms",fate="sent"} 1', 'gatehouse_messages_total{way="registration-notice-manager",fate="failed"} 1'])
})

test('controllers are counted each by itself, and one that comes back is no longer shown as resting', () => {
  const { controllers: { asked, rests }, registry: all } = metrics()
  for (const result of ['answered', 'answered', 'failed']) asked('corp.example', 'dc1.corp.example', result)
  rests('corp.example', 'dc2.corp.example', true)
  rests('corp.example', 'dc2.corp.example', false)
  expect(linesOf(all.text(), 'gatehouse_controller')).toEqual([
    'gatehouse_controller_calls_total{domain="corp.example",controller="dc1.corp.example",result="answered"} 2',
    'gatehouse_controller_calls_total{domain="corp.example",controller="dc1.corp.example",result="failed"} 1',
    'gatehouse_controller_resting{domain="corp.example",controller="dc2.corp.example"} 0',
  ])
})

test('of two policies the newer one is shown', () => {
  const { told, registry: all } = metrics()
  for (const fingerprint of ['aaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbb']) told({ kind: 'policy-loaded', fingerprint })
  expect(linesOf(all.text(), 'gatehouse_policy_info')).toEqual(['gatehouse_policy_info{fingerprint="bbbbbbbbbbbb"} 1'])
})

test('what was refused and still stands there is shown, and the rest is not', () => {
  const { policy, registry: all } = metrics()
  policy({ refused: ['policy', 'words'], unknownNames: 0 })
  policy({ refused: ['words'], unknownNames: 2 })
  expect(linesOf(all.text(), 'gatehouse_policy_refused')).toEqual([
    'gatehouse_policy_refused{part="policy"} 0', 'gatehouse_policy_refused{part="words"} 1', 'gatehouse_policy_refused{part="breached"} 0',
    'gatehouse_policy_refused{part="branding"} 0',
    'gatehouse_policy_refused{part="texts"} 0',
    'gatehouse_policy_refused{part="questions"} 0',
  ])
  expect(linesOf(all.text(), 'gatehouse_policy_unknown_names')).toEqual(['gatehouse_policy_unknown_names 2'])
})

test('a histogram counts each time in every bucket that holds it', () => {
  const { answered, registry: all } = metrics()
  answered('begin', 200, 0.02)
  answered('begin', 200, 30)
  const lines = linesOf(all.text(), 'gatehouse_operation_seconds')
  expect(lines).toContain('gatehouse_operation_seconds_bucket{operation="begin",status="200",le="0.01"} 0')
  expect(lines).toContain('gatehouse_operation_seconds_bucket{operation="begin",status="200",le="0.025"} 1')
  expect(lines).toContain('gatehouse_operation_seconds_bucket{operation="begin",status="200",le="20"} 1')
  expect(lines).toContain('gatehouse_operation_seconds_bucket{operation="begin",status="200",le="+Inf"} 2')
  expect(lines).toContain('gatehouse_operation_seconds_count{operation="begin",status="200"} 2')
})

test('the directory is the same, and each answer of it is counted, also those that are problems', async () => {
  const { asked, registry: all } = metrics()
  const demo = demoDirectory()
  let now = 0
  const directory = measuredDirectory<DemoDirectory>({ ...demo, unlock: () => Promise.reject(new DirectoryProblem('lost', 'cut')) }, { asked }, () => (now += 50))
  expect(directory.demo).toBe(demo.demo)
  const person = await directory.find('ada') ?? expect.fail('she is there')
  expect(await directory.account(person)).toEqual(await demo.account(person))
  await expect(directory.unlock(person)).rejects.toMatchObject({ kind: 'lost' })
  await directory.close()
  expect(linesOf(all.text(), 'gatehouse_directory_seconds_count')).toEqual([
    'gatehouse_directory_seconds_count{call="find",result="ok"} 1',
    'gatehouse_directory_seconds_count{call="account",result="ok"} 1',
    'gatehouse_directory_seconds_count{call="unlock",result="lost"} 1',
  ])
})

test('whatever a label holds, it stays one label on one line', () => {
  fc.assert(fc.property(fc.string(), (value) => {
    const all = registry()
    all.counter('a_total', 'A.', ['b']).add([value])
    expect(all.text().split('\n')).toHaveLength(4)
    expect(all.text()).toMatch(/\na_total\{b="(?:[^"\\\n]|\\["\\n])*"\} 1\n$/u)
  }), { numRuns: runs(200) })
})
