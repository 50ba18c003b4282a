import { bestOf } from '../languages/language.ts'

/** What the character keys of a keyboard type, row by row from the digits down; a space is where there is no key. */
type Rows = readonly [string, string, string, string]

export type Layout = {
  /** BCP 47: whose layout it is. */
  tag: string
  /** As those who use it call it. */
  name: string
  /** Alone, with Shift, with AltGr. With both, a letter of AltGr is a capital. */
  base: Rows
  shift: Rows
  altGr?: Rows
  /** Languages whose speakers are used to it beside its own. */
  knownTo?: readonly string[]
  /** It types letters of another script than Latin. */
  otherScript?: true
}

/**
 * The keys that type these characters, by their place on the keyboard (UI Events KeyboardEvent code values). The key beside Enter is
 * `Backslash` everywhere, whether it lies in the row above or not.
 */
export const codes: readonly (readonly string[])[] = [
  ['Backquote', ...Array.from('1234567890', (digit) => `Digit${digit}`), 'Minus', 'Equal', 'IntlYen'],
  [...Array.from('QWERTYUIOP', (letter) => `Key${letter}`), 'BracketLeft', 'BracketRight'],
  [...Array.from('ASDFGHJKL', (letter) => `Key${letter}`), 'Semicolon', 'Quote', 'Backslash'],
  ['IntlBackslash', ...Array.from('ZXCVBNM', (letter) => `Key${letter}`), 'Comma', 'Period', 'Slash', 'IntlRo'],
]

/** Keys that add a mark to the letter after them, drawn as here: the mark, and what it types alone. */
export const deadKeys: Readonly<Record<string, { mark: string; alone: string }>> = {
  '´': { mark: '\u0301', alone: '´' },
  'ˋ': { mark: '\u0300', alone: '`' },
  'ˆ': { mark: '\u0302', alone: '^' },
  '¨': { mark: '\u0308', alone: '¨' },
  '˜': { mark: '\u0303', alone: '~' },
}

const american = {
  base: ['`1234567890-=', 'qwertyuiop[]', 'asdfghjkl;\'\\', ' zxcvbnm,./'],
  shift: ['~!@#$%^&*()_+', 'QWERTYUIOP{}', 'ASDFGHJKL:"|', ' ZXCVBNM<>?'],
} as const satisfies Pick<Layout, 'base' | 'shift'>

/**
 * Of the languages that the screens speak, as Windows has them: German, French and so on, Polish (Programmers), Japanese without kana,
 * Arabic (101). Keys that Windows has dead but that no letter of the language needs (AltGr+2 and AltGr+7 in French) type at once.
 */
export const layouts: readonly [Layout, ...Layout[]] = [
  { tag: 'en-US', name: 'English (US)', ...american, knownTo: ['ar', 'ja'] },
  {
    tag: 'en-GB', name: 'English (UK)',
    base: ['`1234567890-=', 'qwertyuiop[]', 'asdfghjkl;\'#', '\\zxcvbnm,./'],
    shift: ['¬!"£$%^&*()_+', 'QWERTYUIOP{}', 'ASDFGHJKL:@~', '|ZXCVBNM<>?'],
    altGr: ['¦   €', '  é   úíó', 'á', ''],
  },
  {
    tag: 'de', name: 'Deutsch',
    base: ['ˆ1234567890ß´', 'qwertzuiopü+', 'asdfghjklöä#', '<yxcvbnm,.-'],
    shift: ['°!"§$%&/()=?ˋ', 'QWERTZUIOPÜ*', 'ASDFGHJKLÖÄ\'', '>YXCVBNM;:_'],
    altGr: ['  ²³   {[]}\\', '@ €        ~', '', '|      µ'],
  },
  {
    tag: 'fr', name: 'Français',
    base: ['²&é"\'(-è_çà)=', 'azertyuiopˆ$', 'qsdfghjklmù*', '<wxcvbn,;:!'],
    shift: [' 1234567890°+', 'AZERTYUIOP¨£', 'QSDFGHJKLM%µ', '>WXCVBN?./§'],
    altGr: ['  ~#{[|`\\^@]}', '  €        ¤', '', ''],
  },
  {
    tag: 'es', name: 'Español',
    base: ['º1234567890\'¡', 'qwertyuiopˋ+', 'asdfghjklñ´ç', '<zxcvbnm,.-'],
    shift: ['ª!"·$%&/()=?¿', 'QWERTYUIOPˆ*', 'ASDFGHJKLÑ¨Ç', '>ZXCVBNM;:_'],
    altGr: ['\\|@#~€¬', '  €       []', '          {}', ''],
  },
  {
    tag: 'pt-BR', name: 'Português (Brasil)',
    base: ['\'1234567890-=', 'qwertyuiop´[', 'asdfghjklç˜]', '\\zxcvbnm,.;/'],
    shift: ['"!@#$%¨&*()_+', 'QWERTYUIOPˋ{', 'ASDFGHJKLÇˆ}', '|ZXCVBNM<>:?'],
    altGr: [' ¹²³£¢¬     §', '/?°        ª', '           º', ''],
  },
  {
    tag: 'pt-PT', name: 'Português (Portugal)',
    base: ['\\1234567890\'«', 'qwertyuiop+´', 'asdfghjklçº˜', '<zxcvbnm,.-'],
    shift: ['|!"#$%&/()=?»', 'QWERTYUIOP*ˋ', 'ASDFGHJKLÇªˆ', '>ZXCVBNM;:_'],
    altGr: ['  @£§€ {[]}', '  €       ¨', '', ''],
  },
  { tag: 'pl', name: 'Polski (programisty)', ...american, altGr: ['', '  ę   € ó', 'ąś      ł', ' żźć  ń'] },
  {
    tag: 'ja', name: '日本語 (英数)',
    base: [' 1234567890-^\\', 'qwertyuiop@[', 'asdfghjkl;:]', ' zxcvbnm,./\\'],
    shift: [' !"#$%&\'() =~|', 'QWERTYUIOP`{', 'ASDFGHJKL+*}', ' ZXCVBNM<>?_'],
  },
  {
    // U+FEFB and its kin stand for the two letters that their key types; marks for vowels are written by number.
    tag: 'ar', name: 'العربية (101)', otherScript: true,
    base: ['ذ1234567890-=', 'ضصثقفغعهخحجد', 'شسيبلاتنمكط\\', ' ئءؤر\ufefbىةوزظ'],
    shift: ['\u0651!@#$%^&*)(_+', '\u064e\u064b\u064f\u064c\ufef9إ‘÷×؛<>', '\u0650\u064d][\ufef7أـ،/:"|', ' ~\u0652}{\ufef5آ’,.؟'],
  },
]

/** @param languages BCP 47, the person's first @returns the layout that they are most likely used to */
export const layoutFor = (languages: readonly string[]): Layout => bestOf(languages, layouts)

export const layoutOf = (tag: string | undefined): Layout | undefined => layouts.find((layout) => layout.tag === tag)
