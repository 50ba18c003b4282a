import { useMemo } from 'react'
import { Frame } from './frame.tsx'
import { useLater } from './use-later.ts'
import { usePageLanguage } from './use-page-language.ts'
import { WordsProvider, wordsOf } from '../languages/words.tsx'
import { Present } from '../screens/present.tsx'
import { type Screens, ScreensProvider, useScreens } from '../store/use-screens.ts'

const laterScreens = () => import('../screens/later.ts')

/** Everything on the screen. */
export const App = ({ screens }: { screens: Screens }) => (
  <ScreensProvider value={screens}><Spoken /></ScreensProvider>
)

function Spoken() {
  const spoken = useScreens((state) => state.spoken)
  const words = useMemo(() => wordsOf(spoken), [spoken])
  const later = useLater(laterScreens)
  usePageLanguage(spoken)
  return (
    <WordsProvider value={words}>
      <Frame><Present later={later} /></Frame>
    </WordsProvider>
  )
}
