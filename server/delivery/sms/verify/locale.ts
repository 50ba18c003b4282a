/** The languages of its messages (https://www.twilio.com/docs/verify/api/verification, `Locale`); with any other it refuses to send. */
const known = [
  'af', 'ar', 'ca', 'cs', 'da', 'de', 'el', 'en', 'en-GB', 'es', 'fi', 'fr', 'he', 'hi', 'hr', 'hu', 'id', 'it', 'ja', 'ko', 'ms', 'nb', 'nl',
  'pl', 'pt', 'pt-BR', 'ro', 'ru', 'sv', 'th', 'tl', 'tr', 'vi', 'zh', 'zh-CN', 'zh-HK',
]

/** @param language BCP 47 @returns the nearest that it has; undefined: none, and it takes the language of the number's country */
export function localeFor(language: string): string | undefined {
  const [primary = ''] = language.split('-')
  const wanted = [language, primary].map((tag) => tag.toLowerCase())
  return wanted.map((tag) => known.find((one) => one.toLowerCase() === tag)).find((one) => one !== undefined)
}
