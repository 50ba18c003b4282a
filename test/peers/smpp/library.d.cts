/** The little of npm's `smpp` that the peer uses; it has no types of its own. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events'
  import type { Socket } from 'node:net'

  export type Text = string | { udh?: Buffer[]; message: string }
  export type Pdu = {
    sequence_number: number
    system_id?: string
    password?: string
    interface_version?: number
    source_addr?: string
    source_addr_ton?: number
    destination_addr?: string
    dest_addr_ton?: number
    data_coding?: number
    esm_class?: number
    registered_delivery?: number
    validity_period?: Date | string
    short_message?: Text
    response: (fields?: object) => object
  }
  export class Session extends EventEmitter {
    constructor(options: { socket: Socket })
    send(pdu: object): boolean
    deliver_sm(fields: object, answered?: () => void): boolean
    enquire_link(answered?: () => void): boolean
    unbind(answered?: () => void): boolean
  }
}
