import type { ReactNode } from 'react'
import { Dialog, Heading } from 'react-aria-components/Dialog'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { useWords } from '../languages/words.tsx'

type Props = {
  title: string
  children: ReactNode
  role?: 'dialog' | 'alertdialog'
  /** Id of what is heard with the title when it opens. */
  describedBy?: string
  onClose: () => void
}

/** A dialog above the screen: it keeps the focus inside, hides the rest from readers, closes with Escape. */
export function Above({ title, children, role = 'dialog', describedBy, onClose }: Props) {
  const { spoken } = useWords()
  return (
    <I18nProvider locale={spoken.tag}>
      <ModalOverlay
        isOpen
        className="overlay"
        isDismissable={role === 'dialog'}
        onOpenChange={(isOpen) => { if (!isOpen) onClose() }}
      >
        <Modal className="modal">
          <Dialog role={role} className="dialog" {...(describedBy && { 'aria-describedby': describedBy })}>
            <Heading slot="title" level={2}>{title}</Heading>
            {children}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </I18nProvider>
  )
}
