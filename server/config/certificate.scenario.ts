import { generateKeyPairSync, sign } from 'node:crypto'

/** Test material: a certificate of its own making for localhost, without openssl and without a key in the repository. */

const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts)
  const short = body.length < 0x80
  return Buffer.concat([Buffer.from(short ? [tag, body.length] : [tag, 0x82, body.length >> 8, body.length & 0xff]), body])
}
const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts)
const oid = (...bytes: readonly number[]) => der(0x06, Buffer.from(bytes))
const whole = (value: number) => der(0x02, Buffer.from([value]))
const time = (text: string) => der(0x17, Buffer.from(text))
const pem = (label: string, bytes: Buffer) =>
  `-----BEGIN ${label}-----\n${bytes.toString('base64').replace(/.{64}/gu, '$&\n')}\n-----END ${label}-----\n`

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

const ecdsaWithSha256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02))
const name = sequence(der(0x31, sequence(oid(0x55, 0x04, 0x03), der(0x0c, Buffer.from('gatehouse test')))))
const dnsName = sequence(der(0x82, Buffer.from('localhost')), der(0x87, Buffer.from([127, 0, 0, 1])))
const extensions = der(0xa3, sequence(sequence(oid(0x55, 0x1d, 0x11), der(0x04, dnsName))))
const signed = sequence(
  der(0xa0, whole(2)), whole(1), ecdsaWithSha256, name, sequence(time('200101000000Z'), time('491231235959Z')), name,
  publicKey.export({ type: 'spki', format: 'der' }), extensions,
)
const signature = der(0x03, Buffer.from([0]), sign('sha256', signed, privateKey))

export const certificate = pem('CERTIFICATE', sequence(signed, ecdsaWithSha256, signature))
export const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
export const otherKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
