/** Where a directory listens, by the name that its certificate must carry. */
export type Endpoint = { readonly host: string; readonly port: number }

/**
 * @param url `ldaps://host` or `ldaps://host:port`
 * @throws Error for any other scheme: a password must not cross the network in the clear, whatever a file says
 */
export function endpointOf(url: string): Endpoint {
  const { protocol, hostname, port } = new URL(url)
  if (protocol !== 'ldaps:') throw new Error(`the directory's URL must begin with ldaps://, not with ${protocol}//`)
  if (hostname === '') throw new Error("the directory's URL names no host")
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: port === '' ? 636 : Number(port) }
}
