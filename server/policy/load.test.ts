import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../../test/soak.ts'
import { wordsOf } from '../../groundwork/settings/mistake.ts'
import { loadPolicy } from './load.ts'

const sample = readFileSync(new URL('sample.yaml', import.meta.url), 'utf8')

/** What an administrator would read. */
const mistakesIn = (text: string) => {
  const loaded = loadPolicy(text, 'policy.yaml')
  return loaded.ok ? [] : loaded.mistakes.map(wordsOf)
}

describe('a policy file', () => {
  test('the sample loads, and what may be left out has the same values', () => {
    const loaded = loadPolicy(sample, 'sample.yaml')
    const short = loadPolicy('version: 1\nworkflows: [{ name: Everybody, gates: [email-code], needed: 1 }]\n', 'short.yaml')
    expect(loaded).toMatchObject({ ok: true, policy: { workflows: [{ gates: ['email-code'], needed: 1 }], emailCode: { digits: 6 } } })
    expect(short.ok && short.policy).toEqual(loaded.ok && loaded.policy)
    expect(short.ok && short.fingerprint).toMatch(/^[0-9a-f]{64}$/u)
  })

  test('every example of the documentation loads, with a portal too', () => {
    const page = readFileSync(new URL('../../docs/policy.md', import.meta.url), 'utf8')
    const examples = [...page.matchAll(/^```yaml\n(workflows:\n.*?)^```/gmsu)].map(([, text = '']) => text)
    expect(examples.length).toBeGreaterThan(2)
    for (const text of examples) {
      const loaded = loadPolicy(`version: 1\n${text}`, 'docs/policy.md', { sms: [], calls: true, portal: true, devices: true })
      expect(loaded.ok ? [] : loaded.mistakes.map(wordsOf)).toEqual([])
    }
  })

  test('a gate that does not exist is named, with the one that was meant', () => {
    expect(mistakesIn('version: 1\nworkflows:\n- name: All\n  gates: [emial-code]\n  needed: 1\n')).toEqual([
      'policy.yaml:4:11: workflows.0.gates.0 is "emial-code"; did you mean email-code? must be a gate that exists: email-code, sms-code, phone-call, questions',
    ])
  })

  test('more gates wanted than there are, which nobody could pass', () => {
    expect(mistakesIn('version: 1\nworkflows:\n- name: All\n  gates: [email-code]\n  needed: 2\n')).toEqual([
      'policy.yaml:5:11: workflows.0.needed asks for 2 different things, and the gates rest on 1 (mailbox), so nobody could pass it; must be at most 1, or a gate that rests on something else must stand beside them',
    ])
  })

  test('an entrance without any workflow, at which nobody could begin', () => {
    expect(mistakesIn('version: 1\nworkflows:\n- name: Inside\n  for: { entrances: [portal-inside] }\n  gates: [email-code]\n  needed: 1\n')).toEqual([
      'policy.yaml:3:1: workflows has no workflow for workstation and portal-outside; must have one for each entrance and any device, such as one without `for` at the end',
    ])
  })

  test('every unknown setting is named, not only the first', () => {
    expect(mistakesIn('version: 1\nworkflows:\n- name: All\n  gates: [email-code]\n  needed: 1\nemailCode:\n  digit: 6\n  colour: red\n')).toEqual([
      'policy.yaml:7:3: emailCode.digit is no setting; did you mean digits? must be one of digits, minutes, tries, messages, secondsBetweenMessages',
      'policy.yaml:8:3: emailCode.colour is no setting; must be one of digits, minutes, tries, messages, secondsBetweenMessages',
    ])
  })

  test.each([
    ['a setting given twice', 'version: 1\nversion: 1\n', 'policy.yaml:2:1: version is given twice in the same group; must be given once'],
    ['a bracket left open', 'version: 1\nworkflows: [', 'policy.yaml:2:13: is reached while a bracket is still open; must have its ] or } before this; what stands behind a # is a remark'],
    ['a setting in a column of its own', 'workflows:\n  - name: A\n   needed: 1\n', 'policy.yaml:3:1: is indented no further than the - above it; must begin in the column of the first setting behind that -'],
    ['a space too many', 'recovery:\n  minutes: 5\n   idleSeconds: 60\n', 'policy.yaml:2:12: is no setting of its own; must be like `name: value`'],
    ['a space too few', 'emailCode:\n  digits:6\n  minutes: 5\n', 'policy.yaml:2:3: is no setting of its own; must be like `name: value`, with a space behind the colon'],
    ['a quote within quotes', "workflows:\n- name: 'Director's'\n", 'policy.yaml:2:19: stands behind a value that has ended; must go, or the whole value must be in single quotes'],
    ['the quotes of a word processor', 'workflows:\n- name: “All”\n', `policy.yaml:2:9: begins with a typographic quote; must be in straight ones: ' or "`],
    ['another encoding', 'version: 1\nworkflows:\n- name: B\uFFFDro\n', 'policy.yaml:3:10: is no letter of UTF-8; must be a file that was saved as UTF-8'],
    ['a gate by half of its name', 'workflows:\n- gates: [sms]\n', 'policy.yaml:2:11: workflows.0.gates.0 is "sms"; did you mean sms-code? must be a gate that exists'],
    ['no place for breached passwords', 'password: { breached: { unanswered: refuse } }\n', 'policy.yaml:1:23: password.breached names no place to look them up; must have one of file, folder, range'],
    ['two of them', 'password: { breached: { file: a, range: { url: "https://a/" }, unanswered: refuse } }\n', 'policy.yaml:1:23: password.breached names file and range; must have one of them'],
    ['a tab', 'version: 1\nworkflows:\n\tneeded: 1\n', 'policy.yaml:3:1: is indented with a tab; must be indented with spaces'],
    ['an alias', 'version: &one 1\nworkflows: *one\n', 'policy.yaml:2:12: is an alias; must be written out'],
    ['a tag of nobody', 'version: !new 1\n', 'policy.yaml:1:10: is not YAML: Unresolved tag: !new'],
    ['an account in double quotes', 'version: "CORP\\Sales"\n', String.raw`policy.yaml:1:15: has a backslash in double quotes; must be in single quotes, such as 'CORP\ada'`],
    ['a second document', 'version: 1\n---\nversion: 1\n', 'policy.yaml:2:1: begins a second document; must be one document: remove the line ---'],
    ['nothing at all', '', 'policy.yaml:1:1: is left empty; must be a group of settings: version, workflows, devices, emailCode, smsCode, phoneCall, questions, notices, texts, password, recovery, registration, budgets'],
    ['a list', '- version\n', 'policy.yaml:1:1: is a list; must be a group of settings: version, workflows, devices, emailCode, smsCode, phoneCall, questions, notices, texts, password, recovery, registration, budgets'],
    ['a list in place of a group whose settings may all be left out', 'emailCode: [1]\n', 'policy.yaml:1:12: emailCode is a list; must be a group of settings: digits, '],
    ['of two the one that counts', 'version: 1\nversion: 2\n', 'policy.yaml:2:10: version is 2; must be 1: this server knows'],
    ['a name that every object has', 'constructor: 1\n', 'policy.yaml:1:1: constructor is no setting; must be one of version, workflows, devices, emailCode, smsCode, phoneCall, questions, notices, texts, password, recovery, registration, budgets'],
    ['a longest wait that is shorter than the first', 'budgets:\n  account:\n    minutes: 90\n',
      'policy.yaml:2:3: budgets.account.longestMinutes is 60, less than the first wait (`minutes`); must be at least 90'],
    ['more failures than NIST allows', 'budgets:\n  gate: { failures: 101 }\n', 'policy.yaml:2:21: budgets.gate.failures is 101; must be at most 100'],
    ['another version', 'version: 2\n', 'policy.yaml:1:10: version is 2; must be 1: this server knows version 1 of the policy file'],
  ])('%s is named with its place', (_, text, words) => {
    expect(mistakesIn(text).find((line) => line.startsWith(words)), mistakesIn(text).join('\n')).toBeDefined()
  })

  test('no text whatever makes it throw, and what is not loaded has at least one mistake', () => {
    const shards = fc.array(fc.constantFrom(
      'version', 'workflows', '- name', 'gates', 'needed', 'email-code', 'emailCode', 'for', 'groups', 'units', 'OU=A,DC=b', '__proto__', ': ', ':', '\n', '  ', '- ', '[', ']', '{', '}', ',', '1', '2.5',
      '"', "'", '#', '&a ', '*a', '!!binary ', '|\n', '? ', '---\n', '%YAML 1.1\n', '\t', '<<', '~', '\u0000', '\uFEFF', '.inf', '0x1f',
    ), { maxLength: 40 }).map((parts) => parts.join(''))
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), shards, broken()), (text) => {
      const loaded = loadPolicy(text, 'policy.yaml')
      if (loaded.ok) return
      expect(loaded.mistakes).not.toHaveLength(0)
      const lines = text.split(/\r?\n/u).length
      for (const { line, what } of loaded.mistakes) {
        expect(line).toBeGreaterThan(0)
        expect(line).toBeLessThanOrEqual(lines)
        // Only what is no YAML is in the words of its parser.
        expect(what.replace(/^is not YAML: .*/su, '')).not.toMatch(/Invalid|Expected|undefined/u)
      }
    }), { numRuns: runs(100) })
  })

  test('a nesting deep enough to exhaust the stack is a mistake like any other', () => {
    expect(mistakesIn('a: '.concat('{a: '.repeat(10_000)))).not.toHaveLength(0)
    expect(mistakesIn('['.repeat(50_000))).not.toHaveLength(0)
  })

  test('every change that breaks a limit is named at its line', () => {
    const limits = [
      ['digits', 6, 8], ['minutes', 1, 10], ['tries', 1, 3], ['messages', 1, 3], ['secondsBetweenMessages', 0, 120], ['idleSeconds', 60, 600], ['needed', 1, 10],
    ] as const
    const beyond = (least: number, most: number) => fc.oneof(
      fc.integer({ max: least - 1 }).map(String), fc.integer({ min: most + 1 }).map(String),
      fc.constantFrom(`${least}.5`, `"${most}"`, 'many', '', '[1]', '.nan', 'true'))
    const changes = fc.constantFrom(...limits).chain(([name, least, most]) => beyond(least, most).map((value) => ({ name, value })))
    fc.assert(fc.property(changes, ({ name, value }) => {
      const setting = new RegExp(`^( +${name}:) \\S+`, 'mu')
      const line = sample.slice(0, sample.search(setting)).split('\n').length
      const loaded = loadPolicy(sample.replace(setting, `$1 ${value}`), 'policy.yaml')
      expect(loaded.ok).toBe(false)
      if (!loaded.ok) expect(loaded.mistakes.map((mistake) => [mistake.line, mistake.path.split('.').at(-1)])).toEqual([[line, name]])
    }), { numRuns: runs(200) })
  })
})

/** The sample with a piece cut out, doubled or replaced. */
function broken() {
  const at = fc.nat({ max: sample.length })
  return fc.tuple(at, at, fc.string({ maxLength: 8 })).map(([a, b, put]) =>
    sample.slice(0, Math.min(a, b)) + put + sample.slice(Math.max(a, b)))
}
