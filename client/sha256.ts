// SHA-256 (FIPS 180-4) for where millions of short hashes are wanted: WebCrypto takes longer to be asked than to answer. Not for secrets.

const K = Uint32Array.from(primes(64), (prime) => firstBits(Math.cbrt(prime)))
const START = Uint32Array.from(primes(8), (prime) => firstBits(Math.sqrt(prime)))
const schedule = new Uint32Array(64)

/** @returns the eight words of the hash */
export function sha256(message: Uint8Array): Uint32Array {
  const length = Math.ceil((message.length + 9) / 64) * 64
  const padded = new DataView(new ArrayBuffer(length))
  message.forEach((byte, at) => { padded.setUint8(at, byte) })
  padded.setUint8(message.length, 0x80)
  padded.setUint32(length - 4, message.length * 8)
  const state = START.slice()
  const block = new Uint32Array(16)
  for (let from = 0; from < length; from += 64) {
    for (let word = 0; word < 16; word++) block[word] = padded.getUint32(from + word * 4)
    compress(state, block)
  }
  return state
}

/** The first word of the hash of ten words, which with their padding are one block. @param block those words, then six that are written here */
export function firstWordOfTen(block: Uint32Array, state: Uint32Array): number {
  block[10] = 0x8000_0000
  block.fill(0, 11, 15)
  block[15] = 320
  state.set(START)
  compress(state, block)
  return state[0] ?? 0
}

/** FIPS 180-4 §6.2.2. Indices are within their arrays; what the compiler does not know is 0. */
function compress(state: Uint32Array, block: Uint32Array): void {
  const w = schedule
  for (let t = 0; t < 16; t++) w[t] = block[t] ?? 0
  for (let t = 16; t < 64; t++) {
    const x = w[t - 15] ?? 0
    const y = w[t - 2] ?? 0
    const small0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const small1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    w[t] = ((w[t - 16] ?? 0) + small0 + (w[t - 7] ?? 0) + small1) | 0
  }
  // One by one: to take an array apart, or to call back for each, takes as long as the rounds.
  const [at0, at1, at2, at3] = [state[0] ?? 0, state[1] ?? 0, state[2] ?? 0, state[3] ?? 0]
  const [at4, at5, at6, at7] = [state[4] ?? 0, state[5] ?? 0, state[6] ?? 0, state[7] ?? 0]
  let a = at0, b = at1, c = at2, d = at3, e = at4, f = at5, g = at6, h = at7
  for (let t = 0; t < 64; t++) {
    const big1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const t1 = (h + big1 + ((e & f) ^ (~e & g)) + (K[t] ?? 0) + (w[t] ?? 0)) | 0
    const big0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const t2 = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0
  }
  state[0] = at0 + a
  state[1] = at1 + b
  state[2] = at2 + c
  state[3] = at3 + d
  state[4] = at4 + e
  state[5] = at5 + f
  state[6] = at6 + g
  state[7] = at7 + h
}

/** The first 32 bits of the fraction. */
function firstBits(value: number): number {
  return Math.floor((value - Math.floor(value)) * 2 ** 32)
}

function primes(count: number): number[] {
  const found: number[] = []
  for (let candidate = 2; found.length < count; candidate++) if (found.every((prime) => candidate % prime !== 0)) found.push(candidate)
  return found
}
