/** Asks before what was changed and not saved is lost: on the way to another screen, and when the window is closed. */
import { Button, Modal } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useTexts } from '../i18n';
import { ScanBlock } from '../scan/ScanBlock';
import { Buttons } from './layout';

export function LeaveGuard({ unsaved }: { unsaved: boolean }) {
  const blocker = useBlocker({ shouldBlockFn: () => unsaved, enableBeforeUnload: () => unsaved, withResolver: true });
  return <LeaveDialog opened={blocker.status === 'blocked'} onStay={() => blocker.reset?.()} onLeave={() => blocker.proceed?.()} />;
}

export function LeaveDialog({ opened, onStay, onLeave }: { opened: boolean; onStay: () => void; onLeave: () => void }) {
  const t = useTexts();
  return (
    <Modal opened={opened} onClose={onStay} title={t('leave.title')} data-testid="leave-dialog">
      <ScanBlock />
      <p>{t('leave.text')}</p>
      <Buttons>
        <Button variant="default" color="red" onClick={onLeave} data-testid="leave-go">{t('leave.go')}</Button>
        <Button onClick={onStay} data-autofocus data-testid="leave-stay">{t('leave.stay')}</Button>
      </Buttons>
    </Modal>
  );
}
