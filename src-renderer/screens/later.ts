/** The screens that nobody needs at once: loaded as one file while the first one is being read. */
export * from './choice.tsx'
export * from './code.tsx'
export * from './done.tsx'
export * from './ended.tsx'
export * from './new-password.tsx'
export * from './problem.tsx'
export * from './ways.tsx'
export * from './working.tsx'
