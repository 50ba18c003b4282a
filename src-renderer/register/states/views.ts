import type { RegisteredItem, RegistrationStepOf, RegistrationView, WantedThere } from '@gatehouse/contract/registration'

const DAY = 86_400

export const number: RegisteredItem = { item: 'number-1', whose: 'own', kind: 'number', shown: '+1 4255551234', whole: true, ways: ['sms', 'call'], age: 258 * DAY }
export const mail: RegisteredItem = { item: 'mail-1', whose: 'own', kind: 'mail', shown: 'ada@lovelace.example', whole: true, ways: ['email'], age: 258 * DAY }
/** Just registered: it rests before it counts from outside. */
export const fresh = <T extends { age?: number | undefined }>(item: T): T & { outsideIn: number } => ({ ...item, age: 4, outsideIn: DAY - 4 })
export const hidden: readonly RegisteredItem[] = [{ ...number, shown: '••• 34', whole: false }, { ...mail, shown: 'a•••@l•••.example', whole: false }]
export const ofCompany: RegisteredItem = { item: 'mail-0', whose: 'company', kind: 'mail', shown: 'ada.private@mail.example', whole: true, ways: ['email'] }

export const pool = [
  { id: 'street', text: 'In which street did you live when you first went to school?' },
  { id: 'holiday', text: 'Where was your first holiday without your parents?' },
  { id: 'teacher', text: 'What was the surname of your first teacher?' },
  { id: 'film', text: 'Which film did you first see in a cinema?' },
  { id: 'neighbour', text: 'What was the name of the dog, the cat or the budgerigar that lived with your neighbours when you were a child?' },
]
export const questions = { answered: 0, needed: 3, questions: pool }
export const answered = { ...questions, answered: 3, age: 258 * DAY }

type Ready = WantedThere['ways'][number]['ready']
/** So many of four ways, at every entrance. */
export const wantedOf = (ready: { email: Ready; sms: Ready; call: Ready; questions: Ready }, enough: WantedThere['enough'], needed = 2): WantedThere[] =>
  (['workstation', 'portal-inside', 'portal-outside'] as const).map((entrance) => ({
    entrance, needed, ways: (['email', 'sms', 'call', 'questions'] as const).map((way) => ({ way, ready: ready[way] })), enough,
  }))
export const nothingReady = wantedOf({ email: 'no', sms: 'no', call: 'no', questions: 'no' }, 'no')
export const allReady = wantedOf({ email: 'yes', sms: 'yes', call: 'yes', questions: 'yes' }, 'yes')

/** A person who has all that is wanted, unless said otherwise. */
export const viewOf = (differs: Partial<RegistrationView> = {}): RegistrationView => ({
  account: 'CORP\\ada', caseNumber: '7K4P-29QX', step: { kind: 'overview' }, items: [number, mail], questions: answered, missing: [], more: 0, wanted: allReady, numberBy: ['sms', 'call'],
  confirmDue: false, idleIn: 300, endsIn: 900, ...differs,
})

/** Somebody who comes for the first time. */
export const firstTime = (differs: Partial<RegistrationView> = {}): RegistrationView =>
  viewOf({ items: [], questions, missing: ['number', 'mail', 'questions'], more: 2, wanted: nothingReady, ...differs })

export const proveStep = (differs: Partial<RegistrationStepOf<'prove'>> = {}): RegistrationStepOf<'prove'> =>
  ({ kind: 'prove', what: 'new', way: 'sms', shown: '+1 4255551234', digits: 6, codeEndsIn: 300, triesLeft: 3, delivery: 'on-its-way', againIn: 24, ...differs })
