import { test } from 'vitest'
import { soaking } from './how-often.ts'

export { runs, soaking } from './how-often.ts'

/** A test of the long loops that is not there in the sample, so that nothing counts as skipped. @param limit milliseconds */
export const inTheLongLoop: (name: string, work: () => Promise<void>, limit?: number) => void = soaking ? test : () => {}
