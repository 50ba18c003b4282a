import type { About, Machine } from '@gatehouse/contract'

/** The machine and the server that the states are shown on, unless they say otherwise. */
export const machine: Machine = {
  name: 'PC-4711', selectedUser: 'CORP\\ada', helpdesk: '4357', company: 'Contoso', languages: ['en'], mode: 'kiosk',
}

export const about: About = { company: { name: 'Contoso', helpdesk: '4357' }, idle: { after: 180, warnedBefore: 30 } }

/** The number to quote in every problem of the list. */
export const correlation = '5PT2-8XKC'
