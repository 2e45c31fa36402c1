/** Asks before what was changed and not saved is lost: on the way to another screen, and when the window is closed. */
import { Button, Modal } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useState } from 'react';
import { useTexts } from '../i18n';
import { ScanBlock } from '../scan/ScanBlock';
import { Buttons } from './layout';

interface Props {
  unsaved: boolean;
  /** What becomes of it where leaving the screen does not lose it. */
  kept?: string;
}

export function LeaveGuard({ unsaved, kept }: Props) {
  const blocker = useBlocker({ shouldBlockFn: () => unsaved, enableBeforeUnload: () => unsaved, withResolver: true });
  return <LeaveDialog opened={blocker.status === 'blocked'} onStay={() => blocker.reset?.()} onLeave={() => blocker.proceed?.()} kept={kept} />;
}

/** The same for a screen on which something else takes the place of a form: `ask` goes on at once where nothing was typed. */
export function useLeaving(unsaved: boolean) {
  const [on, setOn] = useState<{ go: () => void } | null>(null);
  const leave = () => {
    setOn(null);
    on?.go();
  };
  return {
    ask: (go: () => void) => (unsaved ? setOn({ go }) : go()),
    guard: <><LeaveGuard unsaved={unsaved} /><LeaveDialog opened={on !== null} onStay={() => setOn(null)} onLeave={leave} /></>,
  };
}

export function LeaveDialog({ opened, onStay, onLeave, kept, zIndex }: { opened: boolean; onStay: () => void; onLeave: () => void; kept?: string; zIndex?: number }) {
  const t = useTexts();
  return (
    <Modal opened={opened} onClose={onStay} title={t('leave.title')} closeOnEscape zIndex={zIndex} data-testid="leave-dialog">
      <ScanBlock />
      <p>{kept ?? t('leave.text')}</p>
      <Buttons>
        <Button variant="default" color={kept === undefined ? 'red' : undefined} onClick={onLeave} data-testid="leave-go">{t(kept === undefined ? 'leave.go' : 'leave.go_kept')}</Button>
        <Button onClick={onStay} data-autofocus data-testid="leave-stay">{t('leave.stay')}</Button>
      </Buttons>
    </Modal>
  );
}
