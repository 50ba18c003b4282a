import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { isIP } from 'node:net'
import type { Secret } from '@gatehouse/contract'
import { packetIn } from './rtp.ts'
import { type Media, payloadOf } from './sdp.ts'
import { type Beginnings, FRAME, speaking } from './speaking.ts'
import { opening, sealing } from './srtp.ts'
import { type Key, presses } from './telephone-event.ts'
import type { Place } from './wire.ts'

/** Packets that are sent at once after the machine stood still. What is late beyond that is dropped: nobody wants it in a heap. */
const MOST_AT_ONCE = 5

/** The sound of one call (RFC 3550): speaks, and hears keys. There is no RTCP: the call is shorter than its first report is of use. */
export type Sound = {
  /** Where it is received. */
  readonly place: Place
  /**
   * From now on, or anew. Only what comes from that address and port is heard (RFC 4961: who sends from elsewhere than it listens is not
   * heard), and before this nothing at all.
   */
  readonly with: (media: Media) => void
  readonly say: (sounds: readonly Int16Array[], then: () => void) => void
  readonly stopSaying: () => void
  /** Packets that came from elsewhere. */
  readonly strange: () => number
  readonly close: () => void
}

/** @param secret with which what we say is encrypted; undefined: not at all */
export async function openSound(address: string, beginnings: Beginnings, secret: Secret | undefined, onKey: (key: Key) => void): Promise<Sound> {
  const socket = await evenPort(address)
  const mouth = speaking(beginnings)
  const pressed = presses()
  const seal = secret ? sealing(secret) : (packet: Buffer) => packet
  let open = (octets: Buffer): Buffer | undefined => octets
  let media: Media | undefined
  let strange = 0
  let begun = 0
  let sent = 0
  let closed = false
  let timer: NodeJS.Timeout | undefined

  // A packet that cannot be sent is one that was lost on its way.
  socket.on('error', () => undefined)
  socket.on('message', (octets: Buffer, from) => {
    if (!media) return
    if (from.address !== media.address || from.port !== media.port) strange += 1
    else {
      const packet = open(octets)
      const heard = packet && packetIn(packet)
      const key = heard && heard.type === media.events ? pressed(heard) : undefined
      if (key !== undefined) onKey(key)
    }
  })

  return {
    place: { address, port: socket.address().port },
    with(next) {
      // A secret that stays the same keeps what was heard under it: nothing counts twice.
      if (next.crypto && next.crypto.secret.reveal() !== media?.crypto?.secret.reveal()) open = opening(next.crypto.secret)
      media = next
      if (timer || closed) return
      begun = performance.now()
      timer = setInterval(speak, FRAME)
    },
    say: (sounds, then) => mouth.say(sounds, then),
    stopSaying: () => mouth.stop(),
    strange: () => strange,
    close() {
      clearInterval(timer)
      if (closed) return
      closed = true
      media = undefined
      socket.close()
    },
  }

  function speak(): void {
    const due = Math.floor((performance.now() - begun) / FRAME) - sent
    sent += due
    for (let packets = Math.min(due, MOST_AT_ONCE); packets > 0 && media; packets--) {
      const octets = seal(mouth.next(payloadOf[media.codec], media.codec))
      if (media.listens) socket.send(octets, media.port, media.address)
    }
  }
}

/** RFC 3550 §11: an even one; some take the next lower instead of an odd one. The system chooses it, at random. */
async function evenPort(address: string): Promise<Socket> {
  for (let tries = 1; ; tries++) {
    const socket = createSocket(isIP(address) === 6 ? 'udp6' : 'udp4')
    const listening = once(socket, 'listening')
    socket.bind(0, address)
    await listening
    if (socket.address().port % 2 === 0 || tries === 50) return socket
    socket.close()
  }
}
