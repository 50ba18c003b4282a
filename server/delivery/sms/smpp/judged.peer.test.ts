import { Secret } from '@gatehouse/contract'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { ranAgainst } from '../../../../test/peers/journal.ts'
import { withPeer } from '../../../../test/peers/needs.ts'
import { type NetSmpp, netSmppMissing, startNetSmpp } from '../../../../test/peers/smpp/net-smpp.ts'
import { dissect, heardLine, tsharkMissing, tsharkVersion } from '../../../../test/peers/smpp/tshark.ts'
import { command } from './pdu.ts'
import type { Receipt } from './receipt.ts'
import { smppProvider } from './smpp.ts'

// The other tests speak with a centre of our own making. Here two judges that know nothing of us read what we write: a message centre
// on Perl's Net::SMPP, and Wireshark's dissector.

const password = 'p4ssw0rd'
const texts = ['Contoso: 31415926', '暗証番号: 31415926', `${'Straße € '.repeat(25)}31415926`]

withPeer('SMPP as others read it', netSmppMissing() ?? tsharkMissing(), () => {
  let centre: NetSmpp
  let octets: Buffer
  let dissected: Record<string, string>[]
  const receipts: Receipt[] = []
  const fates: unknown[] = []
  const quiet = { info() {}, warn() {}, error() {} }

  // One session with everything in it that we ever write.
  beforeAll(async () => {
    centre = await startNetSmpp()
    ranAgainst(import.meta.url, `Net::SMPP (Perl) ${centre.version}`)
    ranAgainst(import.meta.url, `Wireshark ${tsharkVersion}`)
    const line = await heardLine(centre.port)
    const provider = smppProvider({
      host: '127.0.0.1', port: line.port, tls: false, signIn: { user: 'gatehouse', password: new Secret(password) }, systemType: 'OTP', from: 'Contoso', window: 10,
    }, {
      name: 'centre', log: quiet, onReceipt: (receipt) => void receipts.push(receipt),
      limits: { connect: 2000, answer: 2000, quiet: 200, again: [50, 100], ready: 5000, slower: 20 },
    })
    for (const text of texts) fates.push(await provider.send({ id: 'recovery-1.sms-code.1', to: new Secret('+491713920011'), text: new Secret(text), seconds: 300 }))
    await vi.waitFor(() => {
      expect(receipts).toHaveLength(4)
      expect(centre.read().some(({ cmd }) => cmd === command.enquireLink)).toBe(true)
    }, 5000)
    await provider.close()
    octets = line.heard()
    await line.close()
    const rows = dissect(octets, fields)
    dissected = rows.map((row) => Object.fromEntries(fields.map((field, index) => [field, row[index] ?? ''])))
  })
  afterAll(() => centre.stop())

  const submits = () => dissected.filter((pdu) => pdu['smpp.command_id'] === '0x00000004')

  it('Wireshark finds nothing malformed in any PDU, and would', () => {
    expect(dissected.map((pdu) => pdu['_ws.malformed'])).toEqual(dissected.map(() => ''))
    expect(new Set(dissected.map((pdu) => pdu['smpp.command_id']))).toEqual(new Set([
      // bind_transceiver, submit_sm, deliver_sm_resp, enquire_link_resp, generic_nack, enquire_link, unbind
      '0x00000009', '0x00000004', '0x80000005', '0x80000015', '0x80000000', '0x00000015', '0x00000006',
    ]))
    const short = Buffer.from(octets.subarray(0, octets.readUInt32BE(0) - 12))
    short.writeUInt32BE(short.length, 0)
    expect(dissect(short, ['_ws.malformed'])).toEqual([[expect.stringMatching(/malformed/iu)]])
  })

  it('Wireshark reads the sign-in, and of each message to whom, from whom, for how long and in which alphabet', () => {
    expect(dissected[0]).toMatchObject({ 'smpp.system_id': 'gatehouse', 'smpp.password': password, 'smpp.system_type': 'OTP', 'smpp.interface_version': String(0x34) })
    for (const pdu of submits()) {
      expect(pdu).toMatchObject({
        // Alphanumeric; international, after ISDN's plan.
        'smpp.source_addr_ton': '0x05', 'smpp.source_addr': 'Contoso', 'smpp.dest_addr_ton': '0x01', 'smpp.dest_addr_npi': '0x01', 'smpp.destination_addr': '491713920011',
        'smpp.validity_period_r': '300.000000000', 'smpp.regdel.receipt': '0x01',
      })
    }
    expect(submits().map((pdu) => pdu['smpp.data_coding'])).toEqual(['0x00', '0x08', '0x00', '0x00'])
    expect(Buffer.from(submits()[1]?.['smpp.message'] ?? '', 'hex').swap16().toString('utf16le')).toBe(texts[1])
    // Of the long one it reads the header: which part of how many.
    expect(submits().map((pdu) => [pdu['gsm_sms.udh.mm.msg_part'], pdu['gsm_sms.udh.mm.msg_parts']])).toEqual([['', ''], ['', ''], ['1', '2'], ['2', '2']])
  })

  it('Net::SMPP takes every message without a warning, and we hear what became of each', () => {
    expect(centre.read().filter(({ warning, known_pdu: known }) => warning !== undefined || known !== 1)).toEqual([])
    expect(centre.read()[0]).toMatchObject({ cmd: command.bindTransceiver, system_id: 'gatehouse', password, interface_version: 0x34 })
    const taken = centre.read().filter(({ cmd }) => cmd === command.submitSm)
    expect(taken.map(({ short_message: text, esm_class: kind }) => [text, kind])).toEqual(submits().map((pdu, index) => [pdu['smpp.message'], index < 2 ? 0 : 0x40]))
    expect(fates).toEqual([1, 2, 3].map((number) => ({ fate: 'sent', reference: `perl-${number}` })))
    expect(receipts.map(({ ids: [id], state }) => [id, state])).toEqual([1, 2, 3, 4].map((number) => [`perl-${number}`, 'delivered']))
    expect(centre.read().at(-1)).toMatchObject({ cmd: command.unbind })
  })
})

const fields = [
  '_ws.malformed', 'smpp.command_id', 'smpp.system_id', 'smpp.password', 'smpp.system_type', 'smpp.interface_version', 'smpp.source_addr_ton', 'smpp.source_addr',
  'smpp.dest_addr_ton', 'smpp.dest_addr_npi', 'smpp.destination_addr', 'smpp.validity_period_r', 'smpp.regdel.receipt', 'smpp.data_coding', 'smpp.message',
  'gsm_sms.udh.mm.msg_part', 'gsm_sms.udh.mm.msg_parts',
]
