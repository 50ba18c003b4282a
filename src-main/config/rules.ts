import * as v from 'valibot'

// What a setting may be, in words for the administrator who wrote it. `policies.ts` says which value of the registry has which rule,
// `settings.ts` which setting of the client; windows/core judges `Origin`, `Line` and `Picture` as here (windows/test/vectors/).

export const ShortText = v.pipe(v.string('must be text'), v.trim(), v.minLength(1, 'must not be empty'), v.maxLength(200, 'is longer than 200 characters'))

// RFC 1035 §2.3.1, with the digits that RFC 1123 §2.1 allows.
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?'
export const DomainName = v.pipe(ShortText, v.regex(new RegExp(`^${LABEL}(?:\\.${LABEL})+$`, 'u'), 'must be the DNS name of a domain, such as "corp.example"'))
export const Site = v.pipe(ShortText, v.regex(new RegExp(`^${LABEL}$`, 'u'), 'must be the name of a site, such as "Berlin"'))

// RFC 7469 §2.1.1. With one alone, whoever loses that key is locked out of every machine.
export const Pins = v.pipe(
  v.array(v.pipe(v.string('must be text'), v.regex(/^sha256\/[A-Za-z0-9+/]{43}=$/u, 'must be "sha256/" and 44 characters of base64, as docs/client-settings.md says how to make one'))),
  v.minLength(2, 'must be at least two: one of a key in use, one in reserve'), v.maxLength(20, 'are more than 20'),
  v.check((pins) => new Set(pins).size === pins.length, 'must not be the same twice'),
)

export const LanguageTag = v.pipe(ShortText, v.check(isLanguageTag, 'must be a language tag such as "en" or "de-AT"'))
export const EnrolmentCode = v.pipe(ShortText, v.maxLength(100, 'is longer than any code'))

/**
 * One line that a person reads at the sign-in screen.
 * @param most in UTF-16 units, as Windows counts
 */
export const Line = (most: number) => v.pipe(
  v.string('must be text'), v.minLength(1, 'must not be empty'), v.maxLength(most, `is longer than ${most} characters`),
  v.check((text) => isOnOneLine(text) && !/^ | $/u.test(text), 'must be one line, without spaces around it'),
)

// A line or a paragraph can also end with characters of Unicode's own.
const isOnOneLine = (text: string) => !/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/u.test(text)

/** A picture from a place where only administrators write (S-03), and by its plain name: no way up, no stream, nothing that Windows shortens. */
export const Picture = v.pipe(v.string('must be text'), v.check(isPicture, 'must be the whole path of a .bmp file below "C:\\Program Files" or "C:\\Windows"'))

function isPicture(path: string): boolean {
  const folder = ['c:\\program files', 'c:\\windows'].find((safe) => asciiLower(path).startsWith(`${safe}\\`))
  if (folder === undefined || path.length > 259 || !asciiLower(path).endsWith('.bmp')) return false
  const below = path.slice(folder.length)
  return isOnOneLine(below) && !/[/:*?"<>|]|\.\.|\\\\|[. ]\\/u.test(below)
}

/** What Windows takes for the same name. Letters beyond ASCII stay: one of them has a k for its small letter. */
const asciiLower = (text: string) => text.replace(/[A-Z]/gu, (letter) => letter.toLowerCase())

/**
 * The origin of a server, over https, and how it is said: in lower case, no slash, no port that goes without saying.
 * Narrower than URL, so that windows/core reads the same of it: a name in ASCII, an address of IPv4 as four plain numbers, one of IPv6 in its
 * shortest form (RFC 5952).
 * @param plainOnLoopback whether `http://` to this machine itself will do: in the development build only (S-05)
 */
export const Origin = (plainOnLoopback: boolean) => v.pipe(
  v.string('is missing: the https address of your Gatehouse server, such as "https://reset.corp.example"'),
  v.check((text) => isOrigin(text) || (plainOnLoopback && isPlainLoopback(text)), 'must be an https address without a path, such as "https://reset.corp.example"'),
  v.transform((text) => new URL(text).origin),
)

function isOrigin(text: string): boolean {
  const [, host = '', port = '443'] = /^https:\/\/(\[[0-9a-f:]+\]|[a-z0-9_.-]+)(?::([0-9]{1,5}))?\/?$/u.exec(asciiLower(text)) ?? []
  // What is none of punycode, or of an address, remains to be found by URL.
  if (text.length > 300 || Number(port) > 65_535 || !URL.canParse(text)) return false
  return host.startsWith('[') ? new URL(text).hostname === host : isNameOrIPv4(host)
}

function isNameOrIPv4(host: string): boolean {
  const labels = host.split('.')
  const fits = host.length <= 253 && labels.every((label) => /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/u.test(label))
  const isNumber = /^(?:[0-9]+$|0x)/u.test(labels.at(-1) ?? '')
  return fits && (!isNumber || (labels.length === 4 && labels.every((label) => /^(?:0|[1-9][0-9]{0,2})$/u.test(label) && Number(label) <= 255)))
}

function isPlainLoopback(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  return `${url.origin}/` === url.href && url.protocol === 'http:' && isLoopback(url.hostname)
}

/** @param host as `URL.hostname` gives it */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

/** Whether it is a tag of BCP 47: Linux also calls a language `C`. */
export function isLanguageTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1
  } catch {
    return false
  }
}
