/** A dialog over the page that asks before it is closed with something typed into it. */
import { Modal } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { ScanBlock } from '../scan/ScanBlock';
import { LeaveDialog } from './LeaveGuard';

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** Whether another dialog lies over this one and has the Escape key. */
  covered?: boolean;
  /** `close` asks nothing; `saved`: what was typed so far is saved. */
  children: (dialog: { close: () => void; saved: () => void }) => ReactNode;
}

export function AskingModal({ opened, onClose, title, covered = false, children }: Props) {
  const [typed, setTyped] = useState(false);
  const [asking, setAsking] = useState(false);
  const close = () => {
    setTyped(false);
    setAsking(false);
    onClose();
  };
  return (
    <>
      <Modal
        opened={opened}
        onClose={() => (typed ? setAsking(true) : close())}
        title={title}
        size="xl"
        closeOnClickOutside={false}
        closeOnEscape={!covered && !asking}
      >
        <ScanBlock />
        <div onInput={() => setTyped(true)}>{children({ close, saved: () => setTyped(false) })}</div>
      </Modal>
      <LeaveDialog opened={asking} onStay={() => setAsking(false)} onLeave={close} />
    </>
  );
}
