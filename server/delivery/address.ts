/**
 * Whether a value of the directory is one address and nothing else. A list, a name beside the address, or a line break
 * would send the code to somebody else; the host must be a name with a dot, so that it leaves for where it says.
 */
export const isAddress = (value: string): boolean => value.length <= 254 && /^[^\s\p{C}@,;:<>()[\]\\"]+@[^\s\p{C}@,;:<>()[\]\\"]+\.[^\s\p{C}@,;:<>()[\]\\".]+$/u.test(value)
