/**
 * What opens a recovery that began with a device's ticket: the token and the key that it is bound to, together. Only its hash is stored,
 * so that nothing else finds it: the token alone, or with another key, belongs to no recovery (S-13), at an older server either.
 * @param jkt thumbprint of a key that the request has proved
 */
export const boundTo = (token: string, jkt: string): string => `${token}.${jkt}`
