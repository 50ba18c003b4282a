import { LanesFull } from './questions/lanes.ts'
import { StoreProblem } from './store/problem.ts'

/**
 * Whether what was asked could not be done just now, and may be asked again: too many answers wait to be hashed, or the store is not
 * reached. What the database refuses because of us is a fault, and must be seen as one.
 */
export const isBusy = (error: unknown): boolean => error instanceof LanesFull || (error instanceof StoreProblem && error.kind !== 'failed')
