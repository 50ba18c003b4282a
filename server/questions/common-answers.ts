import { plainAnswer } from './plain-answer.ts'

/** What people write who do not want to answer, and what everybody tries first. */
const COMMON = [
  'password passwort kennwort passwd motdepasse contrasena senha wachtwoord parola lozinka haslo пароль 密码 パスワード 비밀번호 كلمةالسر',
  'secret geheim answer antwort question frage test testing tester demo example beispiel admin administrator user guest root login welcome hello hallo qwerty',
  'none nothing never nobody nowhere keine keiner nichts niemand nirgends nada ninguno rien aucun personne niente nessuno нет ничего なし ない 없음 无 لايوجد',
  'unknown unbekannt idontknow dontknow idk noidea keineahnung weissnicht ichweissnicht jenesaispas nose noseno desconocido inconnu незнаю わからない 不知道 모름 لااعرف',
  'reponse bonjour peutetre jelaioublie respuesta pregunta secreto hola prueba ninguna nolose nomeacuerdo quizas resposta pergunta segredo nenhum nenhuma naosei naolembro desconhecido teste talvez',
  'odpowiedz pytanie tajne nic nikt niewiem niepamietam nieznane',
  'yes yeah nope maybe vielleicht notapplicable foo bar foobar blah blabla asdf xxx xyz whatever egal somebody something irgendwas mother father mutter vater',
].flatMap((line) => line.split(' '))

// Rows as they lie under the fingers, from left to right; read in both directions.
const ROWS = [
  'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'qwertzuiopü', 'asdfghjklöä', 'yxcvbnm', 'azertyuiop', 'qsdfghjklm', 'wxcvbn', '1234567890', '1qaz2wsx3edc4rfv5tgb', '1q2w3e4r5t6z', '1q2w3e4r5t6y',
  'йцукенгшщзхъ', 'фывапролджэ', 'ячсмитьбю', 'ضصثقفغعهخحجد', 'شسيبلاتنمكط', 'ئءؤرلاىةوزظ', 'たていすかんなにらせ', 'ちとしはきくまのりれ',
]

const common = new Set(COMMON.map(plainAnswer))
// The ends of a row lie apart from what plain answers fold together, so that rows are folded sign by sign.
const rows = ROWS.flatMap((row) => [row, Array.from(row).toReversed().join('')]).map((row) => Array.from(row, plainAnswer).join(''))

/** Whether a plain answer is what everybody would try: no answer at all, a row of keys, one sign or syllable over and over, `abc`, `321`. */
export function isCommon(plain: string): boolean {
  const bare = plain.replace(/^\p{N}+|\p{N}+$/gu, '')
  return [plain, bare].some((text) => common.has(text)) || isRow(plain) || isRepeated(plain) || isSequence(plain)
}

const isRow = (plain: string) => plain.length >= 3 && rows.some((row) => row.includes(plain))

/** `aaa`, `abab`; but `Mimi` and `Bobo` are names. */
const isRepeated = (plain: string) => /^(.)\1+$/u.test(plain) || /^(.{2,3})\1{2,}$/u.test(plain) || /^(\p{N}{1,3})\1+$/u.test(plain)

function isSequence(plain: string): boolean {
  const codes = Array.from(plain, (sign) => sign.codePointAt(0) ?? 0)
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0))
  return steps.length > 1 && [1, -1].some((step) => steps.every((one) => one === step))
}
