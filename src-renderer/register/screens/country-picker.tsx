import chevron from '@fluentui/svg-icons/icons/chevron_down_16_regular.svg'
import { useMemo } from 'react'
import { Button } from 'react-aria-components/Button'
import { ComboBox } from 'react-aria-components/ComboBox'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Icon } from '../../parts/icon.tsx'
import { countriesIn, type Country, isSought } from '../countries.ts'
import { useRegisterWords } from '../words.tsx'

/** Every country by its name, found by typing some of that or of its calling code. */
export function CountryPicker({ country, onPick }: { country: string; onPick: (country: string) => void }) {
  const { say, spoken } = useRegisterWords()
  const countries = useMemo(() => countriesIn(spoken.formatsAs), [spoken])
  const textOf = ({ name, calling }: Country) => `${name} ${calling}`
  const byText = useMemo(() => new Map(countries.map((one) => [textOf(one), one])), [countries])
  return (
    <I18nProvider locale={spoken.tag}>
      <ComboBox
        className="field" value={country} onChange={(picked) => { if (picked !== null) onPick(String(picked)) }} defaultItems={countries}
        defaultFilter={(text, typed) => {
          const one = byText.get(text)
          return one !== undefined && isSought(one, typed)
        }}
        allowsEmptyCollection
      >
        <div className="field-label"><Label>{say('number.country')}</Label></div>
        <div className="field-box">
          <Input name="country" autoComplete="off" onFocus={(event) => event.target.select()} />
          <Button className="reveal"><Icon path={chevron} size={16} /></Button>
        </div>
        <Popover className="popover countries">
          <ListBox<Country> className="menu" aria-label={say('number.countries')} renderEmptyState={() => <p className="no-country">{say('number.no-country-found')}</p>}>
            {(one) => (
              <ListBoxItem id={one.code} textValue={textOf(one)} className="menu-item">
                <span className="country-name">{one.name}</span>
                <bdi className="calling">{one.calling}</bdi>
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
    </I18nProvider>
  )
}
