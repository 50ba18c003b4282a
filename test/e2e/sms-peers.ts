import { type SmppPeer, smppVersion, startSmpp } from '../peers/smpp/smpp.ts'
import type { Twilio } from '../peers/twilio/twilio.ts'
import { startVerify, type Verify } from '../peers/verify/verify.ts'
import type { SmsKind, SmsPeer } from '../world/sms-settings.ts'

/** Those who bring codes by SMS, each started when a test first wants it. @param twilio the one that is there always */
export function smsPeers(twilio: Twilio) {
  let smpp: Promise<SmppPeer> | undefined
  let verify: Promise<Verify> | undefined

  return {
    async of(kind: SmsKind): Promise<SmsPeer> {
      switch (kind) {
        case 'twilio': return { ...handle(twilio), settings: twilio, version: "our own server of Twilio's API" }
        case 'smpp': {
          const peer = await (smpp ??= startSmpp())
          const { host, port, user, password, caFile } = peer
          return { ...handle(peer), settings: { kind, host, port, user, password, caFile }, version: `smpp ${smppVersion}` }
        }
        case 'twilio-verify': {
          const peer = await (verify ??= startVerify())
          // As many digits as all codes end to end, which are found afterwards wherever they were left.
          peer.codes.length = 8
          const { url, account, token, service, caFile } = peer
          return { ...handle(peer), settings: { kind, url, account, token, service, caFile, digits: 8 }, version: "our own server of Twilio's Verify" }
        }
      }
    },
    async stop() {
      await Promise.all([(await smpp)?.stop(), (await verify)?.stop()])
    },
  }
}

const handle = ({ messages, next, misbehave }: Pick<SmsPeer, 'messages' | 'next' | 'misbehave'>) => ({ messages, next, misbehave })
