/**
 * How a provider says that it calls a message, where that can be a name: it is kept, looked for and put into an address.
 * @returns undefined for anything else, which is as good as none
 */
export const referenceIn = (said: string): string | undefined => (/^[\x20-\x7e]{1,100}$/u.test(said) ? said : undefined)
