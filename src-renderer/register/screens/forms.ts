export * from './answers.tsx'
export * from './mail.tsx'
export * from './number.tsx'
