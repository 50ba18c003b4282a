import { startTwilio } from '../peers/twilio/twilio.ts'
import { startTwilioVoice } from '../peers/twilio-voice/twilio-voice.ts'

// What `provider-apart.ts` starts: a provider that ends with whoever started it. Numbers whose telephones ring come after its kind.
const [, , kind, ...numbers] = process.argv
const { url, account, token, caFile, stop } = kind === 'voice' ? await calls() : await startTwilio()
process.once('disconnect', () => void stop())
process.send?.({ url, account, token, caFile })

async function calls() {
  const telephones = await startTwilioVoice()
  for (const number of numbers) telephones.phone(number, { picks: 'rings' })
  process.on('message', ({ publicOrigin, origin }: { publicOrigin: string; origin: string }) => { telephones.route(publicOrigin, origin) })
  return telephones
}
