/** What of a certificate its chain is followed by. Of the authority Electron says no issuer, whatever its types say. */
type Link<C> = { fingerprint: string; issuerCert?: C | undefined }

/** More than these no real chain has. */
const LONGEST = 20

/** @returns the certificate and those above it, as Chromium put them together: from the server's own to the authority's */
export function chainOf<C extends Link<C>>(certificate: C): C[] {
  const chain: C[] = []
  for (let at: C | undefined = certificate; at && chain.length < LONGEST && chain.at(-1)?.fingerprint !== at.fingerprint; at = at.issuerCert) chain.push(at)
  return chain
}

/** @param server origin; @returns its host as Chromium names it where certificates are judged: an IPv6 address without brackets */
export const hostOf = (server: string): string => new URL(server).hostname.replace(/^\[(.*)\]$/u, '$1')
