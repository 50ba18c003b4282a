import { again } from './again.ts'
import { request } from './dialog.ts'
import { proofFor } from './digest.ts'
import type { Header, Response } from './message.ts'
import { openWire } from './open-wire.ts'
import { hostOf, type PbxLimits, type PbxSettings } from './pbx-settings.ts'
import type { Wire } from './wire.ts'

/**
 * Asks the telephone system whether it is there (RFC 3261 §11), and whether it takes our sign-in, where it asks for one. What it says to a
 * call only a call tells.
 * @throws Error that says why not
 */
export async function greeting(settings: PbxSettings, limits: PbxLimits, word: () => string): Promise<void> {
  const wire = await openWire(settings.endpoint, limits.connect)
  try {
    const uri = `sip:${hostOf(settings)}`
    const party = { callId: word(), tag: word(), uri, to: `<${uri}>`, from: `sip:${settings.from}@${hostOf(settings)}` }
    const ask = (cseq: number, more: readonly Header[]) => answerTo(wire, limits, `z9hG4bK${word()}`, (branch) =>
      request(wire, party, { method: 'OPTIONS', uri, branch, to: party.to, cseq, more: [['Accept', 'application/sdp'], ...more] }))
    const first = await ask(1, [])
    const proof = proofFor(first, settings.account, { method: 'OPTIONS', uri }, false, word)
    const last = proof ? await ask(2, [proof]) : first
    if (last.status === 401 || last.status === 407) throw new Error(settings.account ? 'the sign-in was refused' : 'it asks for a sign-in')
    // Others than 5xx say that it is there, and that it would rather be asked something else.
    if (Math.floor(last.status / 100) === 5 && last.status !== 501) throw new Error(`SIP ${last.status}`)
  } finally {
    wire.close()
  }
}

function answerTo(wire: Wire, { times, firstAnswer }: PbxLimits, branch: string, write: (branch: string) => Buffer): Promise<Response> {
  return new Promise((resolve, reject) => {
    const octets = write(branch)
    const stop = again(() => wire.send(octets), { times, lossy: wire.protocol === 'UDP', within: firstAnswer, unheard: () => reject(new Error('no answer to OPTIONS')) })
    wire.listen({
      message(message) {
        if (message.kind !== 'response' || message.branch !== branch || message.status < 200) return
        stop()
        resolve(message)
      },
      broken(why) {
        stop()
        reject(new Error(why))
      },
    })
  })
}
