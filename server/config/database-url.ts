/** Whether it is an address of PostgreSQL at all. */
export const isPostgresql = (url: string): boolean => /^postgres(?:ql)?:$/u.test(URL.parse(url)?.protocol ?? '')

/** The host of a PostgreSQL address as the driver understands it: a parameter comes before the usual place. Empty where none is named. */
export function databaseHost(url: string): string {
  const parsed = URL.parse(url)
  const host = parsed?.searchParams.getAll('host').at(-1) ?? parsed?.hostname ?? ''
  return decoded(host).replace(/^\[(.*)\]$/u, '$1')
}

/** The parameters of an address that are about TLS, in the order in which they stand. */
export const tlsWords = (url: string): string[] =>
  [...(URL.parse(url)?.searchParams.keys() ?? [])].filter((word) => /^ssl|^uselibpqcompat$/u.test(word))

/** Whether the driver would verify whom it talks to. */
export const isVerified = (url: string): boolean => URL.parse(url)?.searchParams.getAll('sslmode').join() === 'verify-full'

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
