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
export const viewAt = (step: Step, gates: View['gates'] = { passed: step.kind === 'code' || step.kind === 'call' ? 0 : 1, needed: 1 }, ways: View['ways'] = []): View =>
  ({ caseNumber: '7K4P-29QX', stepToken: 'a-step-token', step, gates, ways, idleIn: 180, endsIn: 900 })

type CodeStep = Extract<Step, { kind: 'code' }>

/** The code was just sent, unless said otherwise. */
export const codeStep = (differs: Partial<CodeStep> = {}): CodeStep =>
  ({ kind: 'code', way: 'email', digits: 6, codeEndsIn: 300, triesLeft: 3, againIn: 24, delivery: 'on-its-way', ...differs })

type CallStep = Extract<Step, { kind: 'call' }>

/** The telephone is being called, unless said otherwise. */
export const callStep = (differs: Partial<CallStep> = {}): CallStep =>
  ({ kind: 'call', way: 'call', call: 'calling', keys: '47', over: false, endsIn: 110, triesLeft: 3, againIn: 110, ...differs })

type QuestionsStep = Extract<Step, { kind: 'questions' }>

export const questionsStep = (differs: Partial<QuestionsStep> = {}): QuestionsStep => ({
  kind: 'questions', way: 'questions', correct: 2, triesLeft: 3,
  questions: [{ id: 'street', text: 'In which street did you live when you first went to school?' }, { id: 'holiday', text: 'Where was your first holiday without your parents?' }, { id: 'teacher', text: 'What was the surname of your first teacher?' }],
  ...differs,
})

export const newPasswordStep = (differs: Partial<Extract<Step, { kind: 'new-password' }>> = {}): Step =>
  ({ kind: 'new-password', account: 'CORP\\ada', rules, ...differs })
