import type { Rule, Step, View } from '@gatehouse/contract'

/** The rules of a directory as companies have them. */
export const rules: Rule[] = [
  { rule: 'min-length', checked: 'typing', length: 12 },
  { rule: 'complexity', checked: 'typing' },
  { rule: 'history', checked: 'setting', remembered: 24 },
]

/** Those and our own, which say more about names than the directory's. */
export const ownRules: Rule[] = [...rules, { rule: 'names', checked: 'typing', names: ['ada', 'lovelace', 'contoso'] }, { rule: 'not-listed', checked: 'setting' }]

/** A view at that step, of a recovery with one gate. */
export const viewAt = (step: Step, gates: View['gates'] = { passed: step.kind === 'code' ? 0 : 1, needed: 1 }, ways: View['ways'] = []): View =>
  ({ caseNumber: '7K4P-29QX', stepToken: 'a-step-token', step, gates, ways, idleIn: 180, endsIn: 900 })

type CodeStep = Extract<Step, { kind: 'code' }>

/** The code was just sent, unless said otherwise. */
export const codeStep = (differs: Partial<CodeStep> = {}): CodeStep =>
  ({ kind: 'code', way: 'email', digits: 6, codeEndsIn: 300, triesLeft: 3, againIn: 24, delivery: 'on-its-way', ...differs })

export const newPasswordStep = (differs: Partial<Extract<Step, { kind: 'new-password' }>> = {}): Step =>
  ({ kind: 'new-password', account: 'CORP\\ada', rules, ...differs })
