import type { Contacts, ContactsParts } from './contacts.ts'
import { contactsOf } from './contacts.ts'
import type { Registered } from './ports.ts'

/** Test material: where people are reached, of whom some have registered something; everybody else has what the directory holds. */
export const contactsWith = (directory: ContactsParts['directory'], registered: Partial<Registered> = {}, now = () => 0): Contacts => contactsOf({
  directory, now, fromDirectory: () => true,
  registrations: { read: async (person) => ({ person, version: 1, has: { number: [], mail: [], answer: [] }, former: [], ...registered }) },
})
