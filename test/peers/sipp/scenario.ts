/** A step of what the telephone system does, as sipp's XML has it. They are put together by a test, in the order of the call. */
export type Step = string

/** Tag of the telephone that answers. */
const TAG = 'sipp-[pid]'

/** We are called. What is needed to say something by ourselves later is kept. */
export const invited = (before = '', asked = 'INVITE'): Step => `<recv request="${asked}"><action>
${['From', 'To', 'Via'].map((name) => `  <ereg regexp=".*" search_in="hdr" header="${name}:" assign_to="${name.toLowerCase()}"/>`).join('\n')}
  <ereg regexp="sip:[^&gt;]*" search_in="hdr" header="Contact:" assign_to="contact"/>${before}
</action></recv>`
export const receives = (method: string): Step => `<recv request="${method}"/>`
export const isTold = (status: number): Step => `<recv response="${status}"/>`
export const waits = (milliseconds: number): Step => `<pause milliseconds="${milliseconds}"/>`
/** @param pcap in the folder of the scenario, or with its whole path */
export const plays = (pcap: string): Step => `<nop><action><exec play_pcap_audio="${pcap}"/></action></nop>`

const send = (text: string, how = ''): Step => `<send${how}><![CDATA[\n\n${text.trim()}\n\n]]></send>`

type Answer = { headers?: string; body?: string; /** Of which telephone, where several were called. */ tag?: string; /** Milliseconds until it is said again, where nobody confirms it. */ again?: number }

/** An answer to the INVITE. */
export const answers = (status: string, { headers = '', body = '', tag = TAG, again }: Answer = {}): Step => send(`
SIP/2.0 ${status}
[last_Via:]
[last_From:]
[last_To:];tag=${tag}
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:pbx@[local_ip]:[local_port];transport=[transport]>
${headers}${body === '' ? 'Content-Length: 0' : `Content-Type: application/sdp\nContent-Length: [len]\n\n${body}`}`, again === undefined ? '' : ` retrans="${again}"`)

export const asksForProof = (how: string): Step => answers('401 Unauthorized', { headers: `WWW-Authenticate: Digest ${how}\n` })
/** Whether the proof is right, sipp judges. @param asked what comes with it. @param wrong what becomes of a wrong one @param right how it goes on otherwise */
export const judgesProof = (user: string, password: string, asked: 'INVITE' | 'OPTIONS', wrong: readonly Step[], right: readonly Step[]): readonly Step[] => [
  invited(`\n  <verifyauth assign_to="proved" username="${user}" password="${password}"/>`, asked).replace('<recv', '<recv next="1" test="proved"'),
  ...wrong, '<nop next="2"/>', '<label id="1"/>', ...right, '<label id="2"/><nop/>',
]

/** The same after something else was said. */
export const answersLate = (status: string, answer: Answer = {}): Step =>
  answers(status, answer).replace('[last_Via:]', 'Via:[$via]').replace('[last_From:]', 'From:[$from]').replace('[last_To:]', 'To:[$to]').replace('[last_CSeq:]', 'CSeq: 1 INVITE')

/** An answer to anything that came with both tags. */
export const confirms = (status = '200 OK'): Step => send(`
SIP/2.0 ${status}
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0`)

/** Sound as it describes it. @param port where it listens; its own, unless said */
export const sound = ({ port = '[media_port]', codec = 8, events = true }: { port?: string | number; codec?: number; events?: boolean } = {}): string => `v=0
o=sipp 1 [call_number] IN IP[local_ip_type] [local_ip]
s=-
c=IN IP[media_ip_type] [media_ip]
t=0 0
m=audio ${port} RTP/AVP ${codec}${events ? ' 101' : ''}
a=rtpmap:${codec} ${codec === 8 ? 'PCMA' : 'PCMU'}/8000${events ? '\na=rtpmap:101 telephone-event/8000\na=fmtp:101 0-11' : ''}
`

/** Something that it says by itself within the call. */
export const says = (method: string, cseq: number, { headers = '', body = '' }: { headers?: string; body?: string } = {}): Step => send(`
${method} [$contact] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=z9hG4bK-[pid]-${cseq}
From: <sip:pbx@[local_ip]>;tag=${TAG}
To:[$from]
Call-ID: [call_id]
CSeq: ${cseq} ${method}
Max-Forwards: 70
Contact: <sip:pbx@[local_ip]:[local_port];transport=[transport]>
${headers}Content-Length: [len]

${body}`, method === 'ACK' ? '' : ' retrans="200"')

export const dtmfRelay = (key: string) => ({ headers: 'Content-Type: application/dtmf-relay\n', body: `Signal=${key}\nDuration=160` })

export const trying = answers('100 Trying')
export const ringing = answers('180 Ringing')
export const answered = answers('200 OK', { body: sound(), again: 200 })
export const acknowledged = receives('ACK')
/** We hang up, which is fine with it. */
export const hungUpByUs: readonly Step[] = [receives('BYE'), confirms()]
export const pickedUp: readonly Step[] = [invited(), trying, ringing, answered, acknowledged]

export const xmlOf = (steps: readonly Step[]): string => `<?xml version="1.0" encoding="ISO-8859-1" ?>
<!DOCTYPE scenario SYSTEM "sipp.dtd">
<scenario name="pbx">
${steps.join('\n')}
${steps.some((step) => step.includes('assign_to="from"')) ? '<Reference variables="from,to,via,contact"/>' : ''}
</scenario>
`
