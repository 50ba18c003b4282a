import type { JudgedAt } from './machine.ts'

/** Whether an answer was compared with anything, and so costs: a code that is too old is not, nor one that nobody could judge. */
export const isCompared = ({ how }: JudgedAt): boolean => how === 'right' || how === 'wrong'
