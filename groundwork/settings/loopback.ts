/** Whether only this machine can reach what listens there. Any other name may resolve to anything, so it does not count. */
export const isLoopback = (host: unknown) => typeof host === 'string' && /^(?:127(?:\.\d{1,3}){3}|::1|localhost)$/iu.test(host.trim())
