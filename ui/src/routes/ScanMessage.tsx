/** What became of the last scan: a quiet word when good, a red frame around the window and words when not. */
import { ActionIcon } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useEffect } from 'react';
import { ProblemAlert, useScanBus, useTexts } from '@/shared';
import classes from './ScanMessage.module.css';

export function ScanMessage() {
  const t = useTexts();
  const { feedback, dismiss } = useScanBus();
  const good = feedback?.tone === 'good';
  // It says nothing of what the operator turns to next.
  useEffect(() => {
    if (!good) return undefined;
    window.addEventListener('pointerdown', dismiss);
    return () => window.removeEventListener('pointerdown', dismiss);
  }, [good, dismiss]);
  if (!feedback) return null;
  if (feedback.tone === 'good') {
    return (
      <div key={feedback.id} className={classes.good} role="status" data-testid="scan-good">
        <IconCheck size={20} aria-hidden /> {t('scan.done', { text: feedback.text })}
      </div>
    );
  }
  return (
    <>
      <div key={`frame-${feedback.id}`} className={classes.frame} aria-hidden />
      <div key={feedback.id} className={classes.bad} data-testid="scan-bad">
        <div className={classes.head}>
          <strong>{t('scan.refused')}</strong>
          <code>{feedback.text}</code>
          <ActionIcon onClick={dismiss} aria-label={t('action.close')} data-testid="scan-dismiss"><IconX size={20} /></ActionIcon>
        </div>
        <ProblemAlert problem={feedback.problem} compact />
      </div>
    </>
  );
}
