import { setTimeout as pause } from 'node:timers/promises'
import type { Message } from '../peers/smtp/smtp.ts'
import { FIRST, type GoodDay, SECOND } from './registers.ts'
import { HELPDESK, REGISTERS, type Scene } from './scene.ts'

/** @param within milliseconds that notices have @returns everything that is not as it must be, whatever happened to the server; nothing when all is well */
export async function judgeRegisters(scene: Scene, { cases, frozenCase, wrong: onTheWay }: GoodDay, from: { mail: number; sms: number }, within: number): Promise<string[]> {
  const wrong = [...onTheWay]
  const must = (right: boolean, what: string) => { if (!right) wrong.push(what) }

  // What is there: all that was proved and not removed, and nothing else; and it is frozen.
  const [one, ...others] = await scene.record.registered()
  const { number = [], mail = [], answer = [] } = one?.has ?? {}
  must(others.length === 0 && number.length === 0 && answer.length === 3, `registered are ${number.length} numbers and ${answer.length} answers of ${others.length + 1} people`)
  must([FIRST, SECOND].every((address) => mail.some(({ value }) => value.reveal() === address)) && mail.length === 2, 'the addresses are not those that were proved')
  must(one?.frozen?.caseNumber === frozenCase, 'it is not frozen under the case that was said')

  // The inboxes: no code twice.
  const mails = () => scene.smtp.messages().slice(from.mail)
  const codes = mails().filter(({ hasCode }) => hasCode).map(idOf)
  must(new Set(codes).size === codes.length, 'a code came twice by mail')
  const texts = scene.sms.messages().slice(from.sms).map(({ to, text }) => `${to} ${text}`)
  must(new Set(texts).size === texts.length, 'a code came twice by SMS')

  // The audit: each change has told the old addresses at least once, and what came again is the same.
  const told = (await Promise.all([...cases].map((caseNumber) => scene.record.audit(caseNumber)))).flat()
  const changes = (['number', 'mail'] as const).reduce((sum, kind) => sum + count({ kind: 'registered', what: kind }) + count({ kind: 'unregistered', what: kind }), 0)
    + count({ kind: 'registered', what: 'answer' }) / 3 + count({ kind: 'registrations-frozen' })
  const { privateMail = '', name } = scene.domain.people[REGISTERS]
  const noticesTo = (to: string) => new Set(mails().filter((message) => !message.hasCode && message.to.includes(to) && [...cases].some((one) => message.text.includes(one))).map(idOf)).size
  // The first address heard of what came after it: other answers, the number that went, the second address, the freeze.
  const heard = () => noticesTo(privateMail) === changes && noticesTo(FIRST) >= 4 && mails().some(({ to, text }) => to.includes(HELPDESK) && text.includes(frozenCase))
  for (let waited = 0; waited < within && !heard(); waited += 100) await pause(100)
  must(heard(), `${changes} changes, ${noticesTo(privateMail)} told to ${name}'s private address, ${noticesTo(FIRST)} to the one that was registered`)
  must((await scene.record.chainFindings()).length === 0, 'the chain of the audit is not whole')
  return wrong

  function count(wanted: { kind: string; what?: string }): number {
    return told.filter(({ kind, what }) => kind === wanted.kind && (wanted.what === undefined || what === wanted.what)).length
  }
}

const idOf = (message: Message) => message.header('message-id') ?? ''
