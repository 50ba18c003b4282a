import { createPrivateKey, X509Certificate } from 'node:crypto'
import { createSecureContext } from 'node:tls'
import * as v from 'valibot'
import { file, port, text } from './kinds.ts'
import { isLoopback } from './loopback.ts'
import type { Mistake } from './mistake.ts'
import { valueAt } from './schema-tree.ts'

/** The settings of something that listens. @param usual its port */
export const listener = (usual: number) => ({
  host: v.optional(text('Name or address to listen on. Anything but loopback needs the two TLS files.'), '127.0.0.1'),
  port: v.optional(port('0: any free port.'), usual),
  certificateFile: v.optional(file('PEM, with the certificates between ours and the root.')),
  keyFile: v.optional(file('PEM, without a passphrase, readable by us alone.')),
})

type Listener = {
  /** The group of settings, and what an eavesdropper would hear there. */
  group: string
  what: string
  data: unknown
  texts: ReadonlyMap<string, string>
  wrong: (path: string, what: string, right: string) => Mistake
}

/** Mistakes that no setting of a listener makes alone. */
export function listenerTogether({ group, what, data, texts, wrong }: Listener): (Mistake | false)[] {
  const [certificate, key] = [`${group}.certificateFile`, `${group}.keyFile`] as const
  const has = (path: string) => valueAt(data, path.split('.')) !== undefined
  return [
    has(certificate) && !has(key) && wrong(key, 'is missing', 'must go with `certificateFile`'),
    has(key) && !has(certificate) && wrong(certificate, 'is missing', 'must go with `keyFile`'),
    !has(key) && !has(certificate) && !isLoopback(valueAt(data, [group, 'host']) ?? '127.0.0.1')
      && wrong(certificate, 'is missing', `must be given, with \`keyFile\`, because \`host\` is not loopback: ${what}`),
    !belongTogether(texts.get(certificate), texts.get(key))
      && wrong(key, 'names a key that is not the one of `certificateFile`', 'must be the key with which the certificate was asked for'),
    belongTogether(texts.get(certificate), texts.get(key)) && refusedByTls(texts.get(certificate), texts.get(key))
      && wrong(certificate, 'names a certificate that TLS does not take: its key is too short, or it is signed in a way that is no longer trusted', 'must be of RSA with 2048 bits or more, or of ECDSA'),
  ]
}

function belongTogether(certificate: string | undefined, key: string | undefined): boolean {
  return !certificate || !key || new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))
}

/** What can be read and fits together may still be too weak for the TLS library. */
function refusedByTls(cert: string | undefined, key: string | undefined): boolean {
  if (!cert || !key) return false
  try {
    createSecureContext({ cert, key })
    return false
  } catch {
    return true
  }
}
