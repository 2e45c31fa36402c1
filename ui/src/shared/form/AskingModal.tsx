/** A dialog over the page that asks before it is closed with something typed into it. */
import { Modal } from '@mantine/core';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { ScanBlock } from '../scan/ScanBlock';
import { LeaveDialog } from './LeaveGuard';

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** `close` asks nothing; `saved`: what was typed so far is saved. */
  children: (dialog: { close: () => void; saved: () => void }) => ReactNode;
}

export function AskingModal({ opened, onClose, title, children }: Props) {
  const [typed, setTyped] = useState(false);
  const [asking, setAsking] = useState(false);
  const close = () => {
    setTyped(false);
    setAsking(false);
    onClose();
  };
  const leave = () => (typed ? setAsking(true) : close());
  // Mantine hears Escape at the window, where the question that it opens would hear the same press and be gone at once.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.nativeEvent.isComposing && isOwn(event)) leave();
  };
  return (
    <>
      <Modal
        opened={opened}
        onClose={leave}
        onKeyDown={onKeyDown}
        title={title}
        size="xl"
        closeOnClickOutside={false}
        closeOnEscape={false}
      >
        <ScanBlock />
        <div onInput={() => setTyped(true)}>{children({ close, saved: () => setTyped(false) })}</div>
      </Modal>
      <LeaveDialog opened={asking} onStay={() => setAsking(false)} onLeave={close} />
    </>
  );
}

/** Not of a dialog that lies over this one, nor of an open list, which takes the key for itself. */
function isOwn({ currentTarget, target }: KeyboardEvent): boolean {
  return currentTarget.contains(target as Node) && (target as Element).getAttribute('data-mantine-stop-propagation') !== 'true';
}
