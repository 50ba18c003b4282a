import { Secret } from '@gatehouse/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../../test/soak.ts'
import { plainAnswer } from './plain-answer.ts'
import { refusedAnswers } from './refused-answers.ts'

const question = (id: string, en: string, more: Record<string, string> = {}) => ({ id, retired: false, text: { en, ...more } })
const list = {
  language: 'en',
  questions: [
    question('swim', 'In which lake or pool did you learn to swim?', { de: 'In welchem See haben Sie schwimmen gelernt?', ja: '泳ぎを覚えたプールの名前は何ですか。' }),
    question('boss', 'What was the family name of your first boss?'),
    question('film', 'Which film did you first see in a cinema?'),
    { ...question('old', 'Where did you spend the turn of the century?'), retired: true },
  ],
}
const rules = { list, shortest: 3, longest: 40, names: ['Ada Lovelace', 'ada.lovelace@corp.example', 'CORP', 'Contoso Ltd', '山田花子'] }

const refused = (...answers: (readonly [question: string, answer: string])[]) =>
  refusedAnswers(answers.map(([id, answer]) => ({ question: id, answer: new Secret(answer) })), rules).map(({ question: id, why }) => `${id} ${why}`)
const why = (answer: string, id = 'swim') => refused([id, answer])[0]?.split(' ')[1]

describe('[F-06] an answer that', () => {
  test.each([
    ['is left empty', 'too-short', ['', '  ', '?!', '🐕🐕🐕']],
    ['is too short', 'too-short', ['ab', 'a b', 'Öl', 'aaaa', 'か', 'A-1']],
    ['is too long', 'too-long', ['x'.repeat(20).concat('yz'.repeat(11)), '湖'.repeat(10).concat('池'.repeat(11))]],
    ['everybody would try', 'too-common', ['abc', 'ABC', 'cba', 'xxx', '123', '٣٢١', '1234567', '111', 'ababab', '121212', 'qwerty', 'Qwertz', 'azerty', 'ytrewq', 'asdf', 'йцукен', 'ضصثق', '1qaz2wsx', 'абв', 'あああ', 'password', 'P a s s w o r d', 'Passwort1', '123secret!', 'パスワード', 'пароль', 'not applicable', 'I don’t know', 'weiß nicht', 'Je ne sais pas', 'No lo sé', 'não sei', 'Nie wiem', 'Réponse', 'test', 'なし']],
    ['is a name that everybody knows', 'a-name', ['Ada', 'ada lovelace', 'AdaLovelace', 'Lovelace, Ada', 'lovelace1', 'Contoso', 'contoso ltd', 'ＣＯＮＴＯＳＯ', '山田花子', 'corp example', 'Àdá']],
    ['comes out of the question', 'in-the-question', ['the lake', 'My Lake', 'pool', 'Learn to Swim', 'learntoswim', 'pool2', 'lake or pool', 'schwimmen', 'プール', 'ﾌﾟｰﾙ', '名前は何']],
  ])('%s is refused: %s', (_, reason, answers) => {
    expect(answers.filter((answer) => why(answer) !== reason).map((answer) => `${answer}: ${why(answer)}`)).toEqual([])
  })

  test.each([
    'Ostsee', 'Plöner See', 'Lake Como', 'Pool of Dreams', 'Mimi', 'Bobo', 'Toto', 'The Who', '京都', '箱根のプール', 'なら', 'البحر الميت', 'Θάλασσα', 'Озеро Байкал', 'กระบี่', '한강', 'Rom', 'Adalbert', 'Swimmers’ Hall', '1984', 'Contoso Beach Club', 'Abcoude', 'x'.concat('yz'.repeat(19)),
  ])('%s can be the answer', (answer) => {
    expect(why(answer)).toBeUndefined()
  })

  test('is the same as another is refused, however it is written; the first may stay', () => {
    expect(refused(['swim', 'Müller'], ['boss', 'MUELLER'], ['film', 'Metropolis'])).toEqual(['boss same-as-another'])
  })

  test('is to no question of the list, to one that is retired, or to one that was answered already', () => {
    expect(refused(['swin', 'Ostsee'], ['old', 'Lisbon'], ['boss', 'Babbage'], ['boss', 'Byron'])).toEqual(['swin no-such-question', 'old no-such-question', 'boss no-such-question'])
  })
})

test('how an answer is typed changes nothing of whether it can be one, but for words that are written together', () => {
  const pieces = fc.constantFrom('abc', '123', 'Ada', 'lake', 'Ostsee', 'ü', 'ue', 'プール', 'か', 'Rom', 'password', 'x', '٣')
  const answers = fc.array(pieces, { maxLength: 4 }).map((parts) => parts.join(''))
  const disguises = fc.constantFrom((text: string) => text.toUpperCase(), (text: string) => text.normalize('NFD'), (text: string) => ` ${text}! `, (text: string) => `"${text}"`, plainAnswer)
  fc.assert(fc.property(answers, disguises, (answer, disguise) => { expect(why(disguise(answer))).toBe(why(answer)) }), { numRuns: runs(300) })
})
