import type { Judges } from './ports.ts'

/** Where somebody else makes the codes by SMS, they judge those, and the others the rest. @param makes undefined: nobody does */
export const withCodeJudge = (others: Judges, makes: Judges['judge'] | undefined): Judges => (makes === undefined ? others : {
  ...others,
  judge: (recovery, gate, answer) => (gate === 'sms-code' ? makes(recovery, gate, answer) : others.judge(recovery, gate, answer)),
})
